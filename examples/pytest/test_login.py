import pytest
from partner import LoginRefused


def test_a_user_logs_in(toss, partner):
    login = toss.do("logins", profile={"name": "김토스"})

    assert partner.log_in(login["authorizationCode"], login["referrer"]) == login["userKey"]

    assert [entry["operation"] for entry in toss.received()] == ["login.generateToken", "login.loginMe"]


def test_a_code_that_was_used_before_is_refused(toss, partner):
    login = toss.do("logins")
    partner.log_in(login["authorizationCode"], login["referrer"])

    with pytest.raises(LoginRefused, match="OAUTH_ISSUE_TOKEN_ERROR"):
        partner.log_in(login["authorizationCode"], login["referrer"])


def test_a_lost_answer_is_no_login(toss, partner):
    login = toss.do("logins")
    toss.do("faults", operation="login.loginMe", fault={"kind": "reset", "at": "after-commit"})

    with pytest.raises(OSError):
        partner.log_in(login["authorizationCode"], login["referrer"])
