"""Makes resources of the types in the table through moto's own API, as CloudFormation would through AWS's.

A resource is made by calls of the service's API, with parameters that botocore checks: properties become parameters by
name, whatever their case; what has another name in the API, the table says. Types that moto has no backend for are
skipped, listed, and answer something that stays the same.
"""

import json
import re
from dataclasses import dataclass, field
from functools import cache, partial

import boto3
import jmespath
from botocore.config import Config
from botocore.exceptions import ClientError
from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER
from moto.cloudformation.exceptions import ValidationError
from moto.utilities.utils import get_partition


@dataclass(frozen=True)
class Call:
    """An operation and its parameters, in JMESPath over p (properties), id, r (create's answer), item, name, region."""

    operation: str
    parameters: dict = field(default_factory=dict)
    """Once for each of these, as item; without it, once."""
    each: str | None = None
    """What takes away an item that a later template no longer has."""
    undo: "Call | None" = None


@dataclass(frozen=True)
class Kind:
    """How a type of CloudFormation is made. Every property that the create call knows goes there by its own name."""

    service: str
    create: Call
    id: str
    delete: Call | None = None
    """Property → calls that set it, at creation and when it changes."""
    facets: dict[str, list[Call]] = field(default_factory=dict)
    """Sets all that may change in place, where one call does."""
    update: Call | None = None
    attributes: dict[str, str] = field(default_factory=dict)
    """Key in a template → key in the API, at any depth."""
    rename: dict[str, str] = field(default_factory=dict)


GONE = re.compile(r"NotFound|NoSuch|DoesNotExist")
ENDPOINT = {"url": ""}
"""What became of each resource: type → logical ids, for the rehearsal to read."""
JOURNAL: dict[str, dict[str, list]] = {"deployed": {}, "skipped": {}, "lost": {}, "replaced": {}}


def note(chapter: str, resource_type: str, entry: str) -> None:
    entries = JOURNAL[chapter].setdefault(resource_type, [])
    if entry not in entries:
        entries.append(entry)


@cache
def client(service: str, account: str, region: str):
    made = boto3.client(
        service,
        region_name=region,
        endpoint_url=ENDPOINT["url"],
        aws_access_key_id="rehearsal",
        aws_secret_access_key="rehearsal",
        config=Config(retries={"total_max_attempts": 1}, s3={"addressing_style": "path"}),
    )
    made.meta.events.register(
        "before-call", lambda params, **_: params["headers"].update({"x-moto-account-id": account})
    )
    return made


def shaped(shape, value, rename, lost, path=""):
    """A value of a template as the API's shape wants it; keys the API does not know are told to `lost`."""
    if shape.type_name == "structure" and isinstance(value, dict):
        members = {name.lower(): name for name in shape.members}
        out = {}
        for key, inner in value.items():
            name = members.get(rename.get(key, key).lower())
            if inner is None:
                continue
            if name is None:
                lost(f"{path}{key}")
            else:
                out[name] = shaped(shape.members[name], inner, rename, lost, f"{path}{key}.")
        return out
    if shape.type_name == "list":
        return [
            shaped(shape.member, inner, rename, lost, path) for inner in (value if isinstance(value, list) else [value])
        ]
    if shape.type_name == "map":
        if isinstance(value, list):
            value = {pair["Key"]: pair["Value"] for pair in value}
        return {
            key: shaped(shape.value, inner, rename, lost, path) for key, inner in value.items() if inner is not None
        }
    if shape.type_name == "string":
        if isinstance(value, bool):
            return str(value).lower()
        return json.dumps(value) if isinstance(value, (dict, list)) else str(value)
    if shape.type_name == "boolean":
        return value in (True, "true")
    if shape.type_name in ("integer", "long"):
        return int(value)
    return value


def items_of(step: Call, scope: dict) -> list:
    return (jmespath.search(step.each, scope) or []) if step.each else [None]


class Resource:
    """A resource that the table made."""

    kind: Kind
    cf_resource_type: str
    logical_resource_id: str

    def __init__(self, resource_type, kind, name, label, properties, account, region, logical_id):
        self.kind, self.cf_resource_type, self.label, self.logical_resource_id = kind, resource_type, label, logical_id
        self.account, self.region = account, region
        self.scope = {
            "p": properties,
            "name": name,
            "region": region,
            "account": account,
            "partition": get_partition(region),
        }
        self.scope["r"] = self.call(kind.create, properties)
        self.scope["id"] = self.physical_resource_id = jmespath.search(kind.id, self.scope)
        if not self.physical_resource_id:
            raise ValueError(f"{kind.create.operation} answered no id: {self.scope['r']}")
        for key, steps in kind.facets.items():
            if properties.get(key) is not None and not self.takes(kind.create, key):
                self.run(steps)
        note("deployed", resource_type, label)

    def shape(self, step: Call):
        api = client(self.kind.service, self.account, self.region)
        return api.meta.service_model.operation_model(api.meta.method_to_api_mapping[step.operation]).input_shape

    def takes(self, step: Call, key: str) -> str | None:
        """The operation's name for a property, or the property's where the table spells it out; else None."""
        name = self.kind.rename.get(key, key).lower()
        told = " ".join([*step.parameters.values(), self.kind.id])
        spelled = f"p.{key}" in told or "merge(p," in told
        return next((member for member in self.shape(step).members if member.lower() == name), spelled and key or None)

    def call(self, step: Call, properties: dict | None = None, scope: dict | None = None):
        """Calls the API: properties by name where the operation knows them, and what the table spells out over them."""
        api, shape = client(self.kind.service, self.account, self.region), self.shape(step)
        spelled = {key: jmespath.search(value, scope or self.scope) for key, value in step.parameters.items()}
        named = {self.takes(step, key): value for key, value in (properties or {}).items()}
        lost = partial(note, "lost", self.cf_resource_type)
        for key in properties or {}:
            if not self.takes(step, key) and key not in self.kind.facets:
                lost(key)
        parameters = {key: value for key, value in {**named, **spelled}.items() if key in shape.members}
        return getattr(api, step.operation)(**shaped(shape, parameters, self.kind.rename, lost))

    def run(self, steps: list[Call], before: dict | None = None) -> None:
        """Makes the calls of a facet; of those made once an item, only for items that `before` did not have."""
        for step in steps:
            items, was = items_of(step, self.scope), items_of(step, before) if before and step.each else []
            for item in [item for item in was if item not in items] if step.undo else []:
                self.call(step.undo, scope={**self.scope, "item": item})
            for item in [item for item in items if item not in was]:
                self.call(step, scope={**self.scope, "item": item})

    def update(self, properties: dict) -> "Resource":
        """Changes in place what can be, and makes another where a property that cannot change did."""
        before = {**self.scope}
        changed = {key for key in {*properties, *before["p"]} if properties.get(key) != before["p"].get(key)}
        if changed & fixed(self.cf_resource_type):
            note("replaced", self.cf_resource_type, f"{self.label}: {', '.join(sorted(changed))}")
            where = (self.account, self.region, self.logical_resource_id)
            return Resource(self.cf_resource_type, self.kind, before["name"], self.label, properties, *where)
        self.scope["p"] = properties
        for key in changed & {*self.kind.facets}:
            self.run(self.kind.facets[key], before)
        rest = changed - {*self.kind.facets} - {"Tags"}
        if rest and self.kind.update:
            self.scope["r"] = {**self.scope["r"], **self.call(self.kind.update, properties)}
        for key in () if self.kind.update else rest:
            note("lost", self.cf_resource_type, f"{key}, when it changes")
        return self

    def delete(self, *_) -> None:
        undone = [
            partial(self.call, step.undo, scope={**self.scope, "item": item})
            for steps in self.kind.facets.values()
            for step in steps
            if step.undo
            for item in items_of(step, self.scope)
        ]
        for act in [*undone, *([partial(self.call, self.kind.delete)] if self.kind.delete else [])]:
            try:
                act()
            except ClientError as error:
                # What is gone is deleted.
                if not GONE.search(error.response["Error"]["Code"]):
                    raise

    def get_cfn_attribute(self, attribute: str):
        if attribute not in self.kind.attributes:
            raise ValidationError(message=f"the table has no {attribute} of {self.cf_resource_type}")
        return jmespath.search(self.kind.attributes[attribute], self.scope)

    def is_created(self) -> bool:
        return True


class Skipped:
    """A resource of a type that moto has no backend for."""

    def __init__(self, resource_type, label, account, region, logical_id):
        self.cf_resource_type, self.logical_resource_id = resource_type, logical_id
        self.account, self.region = account, region
        self.physical_resource_id = f"skipped-{logical_id}"
        note("skipped", resource_type, label)

    def update(self, _properties: dict) -> "Skipped":
        return self

    def delete(self, *_) -> None:
        pass

    def get_cfn_attribute(self, attribute: str) -> str:
        service = self.cf_resource_type.split("::")[1].lower()
        place = f"{get_partition(self.region)}:{service}:{self.region}:{self.account}"
        return (
            f"arn:{place}:skipped/{self.logical_resource_id}"
            if attribute.endswith("Arn")
            else f"skipped-{attribute.lower()}"
        )

    def is_created(self) -> bool:
        return True


@cache
def fixed(resource_type: str) -> frozenset[str]:
    """Properties that cannot change in place, by AWS's own schema of the type."""
    schema = PROVIDER_SCHEMA_MANAGER.get_resource_schema("us-east-1", resource_type).schema
    return frozenset(pointer.split("/")[2] for pointer in schema.get("createOnlyProperties", []))
