"""The web app on AWS says the same of its pages as the host does."""

import re
from pathlib import Path

import yaml

from recado.runtime.host.http.web_app import content_policy

TEMPLATE = Path(__file__).parents[2] / "infra" / "aws" / "web.yaml"


class Loader(yaml.SafeLoader):
    """Reads a template; what CloudFormation's functions are given stays as it is."""


Loader.add_multi_constructor(
    "!",
    lambda loader, _tag, node: (
        loader.construct_scalar(node)
        if isinstance(node, yaml.ScalarNode)
        else loader.construct_sequence(node, deep=True)
        if isinstance(node, yaml.SequenceNode)
        else loader.construct_mapping(node, deep=True)
    ),
)


def test_pages_carry_the_headers_of_the_host() -> None:
    template = yaml.load(TEMPLATE.read_text(), Loader)
    config = template["Resources"]["Headers"]["Properties"]["ResponseHeadersPolicyConfig"]
    policy = config["SecurityHeadersConfig"]["ContentSecurityPolicy"]["ContentSecurityPolicy"]
    assert policy == content_policy(["${ObjectStores}"])
    told = {item["Header"]: item["Value"] for item in config["CustomHeadersConfig"]["Items"]}
    host = (Path(__file__).parents[2] / "layers/recado/runtime/host/http/web_app.py").read_text()
    for name, value in told.items():
        assert f'("{name}", "{value}")' in host
    assert re.search(r'"referrer-policy", "strict-origin-when-cross-origin"', host)


def test_an_address_without_a_dot_is_a_page_and_the_api_is_never_one() -> None:
    template = yaml.load(TEMPLATE.read_text(), Loader)
    web = template["Resources"]["Web"]["Properties"]["DistributionConfig"]
    assert {each["PathPattern"]: each["TargetOriginId"] for each in web["CacheBehaviors"]} == {
        "/v1/*": "api",
        "/webhooks/*": "api",
    }
    assert 'indexOf(".") < 0' in template["Resources"]["Pages"]["Properties"]["FunctionCode"]
