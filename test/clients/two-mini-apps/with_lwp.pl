# Two mini-apps in one agent that keeps connections alive, and then in an agent each; prints the version.
use strict;
use warnings;
use JSON::PP;
use LWP::UserAgent;

my @apps = @{ decode_json($ENV{APPS}) };

sub use_certificate {
    my ($agent, $app) = @_;
    $agent->ssl_opts(SSL_ca_file => $ENV{CA}, SSL_cert_file => $app->{cert}, SSL_key_file => $app->{key});
    $agent->get($ENV{URL});
}

my $agent = LWP::UserAgent->new(keep_alive => 4);
use_certificate($agent, $_) for @apps;
use_certificate(LWP::UserAgent->new(keep_alive => 4), $_) for @apps;
print "$LWP::UserAgent::VERSION\n";
