#!/usr/bin/env escript
%% Two mini-apps in one profile of httpc, and then in a profile each; prints the version of inets. Arguments: url, ca, and cert and key of each.
main([Url, Ca | Files]) ->
    {ok, _} = application:ensure_all_started(inets),
    {ok, _} = application:ensure_all_started(ssl),
    [One, Two] = pairs(Files),
    Get = fun({Cert, Key}, Profile) ->
        Ssl = [{verify, verify_peer}, {cacertfile, Ca}, {certfile, Cert}, {keyfile, Key}],
        {ok, _} = httpc:request(get, {Url, []}, [{ssl, Ssl}], [], Profile)
    end,
    [Get(App, default) || App <- [One, Two]],
    [begin {ok, _} = inets:start(httpc, [{profile, Name}]), Get(App, Name) end || {App, Name} <- [{One, one}, {Two, two}]],
    {ok, Version} = application:get_key(inets, vsn),
    io:format("~s~n", [Version]).

pairs([Cert, Key | Rest]) -> [{Cert, Key} | pairs(Rest)];
pairs([]) -> [].
