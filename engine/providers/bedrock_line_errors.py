"""From an error on this side of the line to what has to be done about it, in plain words."""

from __future__ import annotations

from botocore import exceptions as boto

from engine.providers.base import ProviderError, Trouble
from engine.providers.bedrock_errors import CREDENTIALS_ADVICE
from engine.providers.line import is_unresolvable

_TABLE: tuple[tuple[tuple[type[Exception], ...], Trouble, str, str], ...] = (
    (
        (boto.NoCredentialsError, boto.PartialCredentialsError),
        Trouble.EXPIRED,
        "No AWS credentials were found.",
        CREDENTIALS_ADVICE,
    ),
    (
        (
            boto.CredentialRetrievalError,
            boto.RefreshWithMFAUnsupportedError,
            boto.SSOError,
            boto.TokenRetrievalError,
            boto.NoAuthTokenError,
            boto.LoginError,
            boto.MetadataRetrievalError,
        ),
        Trouble.EXPIRED,
        "The AWS credentials could not be fetched or renewed.",
        CREDENTIALS_ADVICE,
    ),
    (
        (boto.ProfileNotFound,),
        Trouble.MISCONFIGURED,
        "The AWS profile of the settings does not exist.",
        "See: aws configure list-profiles",
    ),
    (
        (boto.NoRegionError, boto.InvalidRegionError),
        Trouble.MISCONFIGURED,
        "No AWS Region is set, or it is not one.",
        "Set the Region in the settings, eu-west-2 for London.",
    ),
    (
        (boto.InvalidEndpointConfigurationError,),
        Trouble.MISCONFIGURED,
        "The endpoint of Amazon Bedrock cannot be used as it is set.",
        "A Bedrock API key (AWS_BEARER_TOKEN_BEDROCK) is only sent to an https address.",
    ),
    (
        (boto.SSLError,),
        Trouble.MISCONFIGURED,
        "The certificate of Amazon Bedrock was not accepted.",
        "Behind a proxy that opens connections, set AWS_CA_BUNDLE to its certificate.",
    ),
    (
        (boto.ProxyConnectionError,),
        Trouble.UNAVAILABLE,
        "The proxy could not be reached.",
        "See HTTPS_PROXY and NO_PROXY.",
    ),
)


def from_botocore_error(error: boto.BotoCoreError) -> ProviderError:
    """Return the trouble that an error of botocore means; the service has not answered."""
    for types, kind, what, advice in _TABLE:
        if isinstance(error, types):
            return ProviderError(kind, what, advice)
    if isinstance(error, (boto.ConnectionError, boto.HTTPClientError, boto.IncompleteReadError)):
        return _line_failed(error)
    return ProviderError(
        Trouble.MISCONFIGURED,
        f"The call to Amazon Bedrock could not be made ({type(error).__name__}).",
        "See the model id, the Region and the endpoint in the settings. Run: sne doctor",
    )


def _line_failed(error: Exception) -> ProviderError:
    if is_unresolvable(error):
        return ProviderError(
            Trouble.MISCONFIGURED,
            "The address of Amazon Bedrock does not exist.",
            "See the Region and the endpoint in the settings, and whether this machine is online.",
        )
    return ProviderError(
        Trouble.UNAVAILABLE, f"The line to Amazon Bedrock failed ({type(error).__name__})."
    )
