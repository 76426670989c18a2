<?php
// PHP's own streams, without the curl extension.
$base = (getenv('BASE_URL') ?: 'https://apps-in-toss-api.toss.im') . '/api-partner/v1/apps-in-toss/user/oauth2';

function call(string $method, string $url, string $header, string $body = ''): array
{
    $ssl = ['cafile' => getenv('APPS_IN_TOSS_CA')];
    if (getenv('WITHOUT_CERTIFICATE') === false) {
        $ssl += ['local_cert' => getenv('APPS_IN_TOSS_CERT'), 'local_pk' => getenv('APPS_IN_TOSS_KEY')];
    }
    $http = ['method' => $method, 'header' => $header, 'content' => $body, 'ignore_errors' => true];
    $answer = @file_get_contents($url, false, stream_context_create(['http' => $http, 'ssl' => $ssl]));
    if ($answer === false) {
        echo json_encode(['error' => error_get_last()['message']], JSON_UNESCAPED_SLASHES), "\n";
        exit(1);
    }
    return json_decode($answer, true);
}

$body = json_encode(['authorizationCode' => getenv('AUTHORIZATION_CODE'), 'referrer' => 'DEFAULT']);
$token = call('POST', "$base/generate-token", 'Content-Type: application/json', $body)['success']['accessToken'];
$me = call('GET', "$base/login-me", "Authorization: Bearer $token");
echo json_encode(['userKey' => $me['success']['userKey']]), "\n";
