"""The one call of the Security Token Service that the doctor makes: who am I?"""

from __future__ import annotations

from tests.wire.reply import Reply
from tests.wire.steps import Step

ARN = "arn:aws:iam::123456789012:user/outreach"
_XMLNS = "https://sts.amazonaws.com/doc/2011-06-15/"


def reply(step: Step) -> Reply:
    """Return the identity, or the error that the step stands for."""
    headers = {"Content-Type": "text/xml"}
    if step.does == "good":
        result = (
            f'<GetCallerIdentityResponse xmlns="{_XMLNS}"><GetCallerIdentityResult>'
            f"<Arn>{ARN}</Arn><UserId>AIDAEXAMPLE</UserId><Account>123456789012</Account>"
            "</GetCallerIdentityResult><ResponseMetadata><RequestId>sts-1</RequestId>"
            "</ResponseMetadata></GetCallerIdentityResponse>"
        )
        return Reply(200, headers, result.encode())
    code = "ExpiredToken" if step.does == "expired" else "InvalidClientTokenId"
    error = (
        f'<ErrorResponse xmlns="{_XMLNS}"><Error><Type>Sender</Type><Code>{code}</Code>'
        "<Message>The security token included in the request is not valid</Message></Error>"
        "<RequestId>sts-1</RequestId></ErrorResponse>"
    )
    return Reply(403, headers, error.encode())
