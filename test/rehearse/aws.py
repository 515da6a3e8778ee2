"""Bootstraps, deploys, reads back, updates and destroys the shipped countries: the real CDK CLI against moto_server.

Nothing of a template is edited. What was deployed and what was skipped is printed and held to floor.json.
"""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import boto3
import yaml

import readback

HERE = Path(__file__).parent
CDK = ["node_modules/.bin/cdk", "--no-color", "--no-notices"]
MANAGEMENT = "999999999999"
FLOOR = json.loads((HERE / "floor.json").read_text())


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


PORT = free_port()
# Not 127.0.0.1: the CLI writes a bucket's name before the host.
URL = f"http://localhost:{PORT}"
ACCOUNT = "123456789012"
ENV = {
    **{name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "CDK_"))},
    "AWS_ENDPOINT_URL": URL,
    "AWS_ACCESS_KEY_ID": "rehearsal",
    "AWS_SECRET_ACCESS_KEY": "rehearsal",
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    "CI": "true",
    "NODE_OPTIONS": "--no-warnings",
    "CDK_DISABLE_CLI_TELEMETRY": "true",
}


def say(text: str) -> None:
    print(f"{time.monotonic() - STARTED:5.0f} s  {text}", flush=True)


def run(command: list[str], env: dict | None = None, fails: bool = False) -> str:
    done = subprocess.run(command, env=env or ENV, capture_output=True, text=True)
    if (done.returncode != 0) != fails:
        sys.exit(f"{' '.join(command)}\nexited {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout + done.stderr


def session(account: str) -> dict:
    """Credentials of an account: moto lets anyone assume any role."""
    sts = boto3.client(
        "sts",
        region_name="us-east-1",
        endpoint_url=URL,
        aws_access_key_id="rehearsal",
        aws_secret_access_key="rehearsal",
    )
    if account == ACCOUNT:
        return {"aws_access_key_id": "rehearsal", "aws_secret_access_key": "rehearsal"}
    given = sts.assume_role(RoleArn=f"arn:aws:iam::{account}:role/operator", RoleSessionName="rehearsal")["Credentials"]
    return {
        "aws_access_key_id": given["AccessKeyId"],
        "aws_secret_access_key": given["SecretAccessKey"],
        "aws_session_token": given["SessionToken"],
    }


def api(service: str, region: str, account: str = ACCOUNT):
    return boto3.client(service, region_name=region, endpoint_url=URL, **session(account))


class Country:
    """A country's document, and what came of it."""

    def __init__(self, file: Path, folder: Path):
        self.file, self.folder = file, folder
        self.document = yaml.safe_load(file.read_text())
        self.document.pop("azure", None)
        self.bootstrapped: set[tuple[str, str]] = set()
        self.before: dict[str, dict[str, tuple[str, str]]] = {}

    def synthesize(self, stage: str) -> None:
        path = self.folder / stage / self.file.name
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(self.document))
        run(["node", "dist/bin/sovereign.js", "synth", str(path), "--out", str(path.parent / "out"), "--quiet"])
        self.assembly = path.parent / "out" / self.file.stem / "aws"
        artifacts = json.loads((self.assembly / "manifest.json").read_text())["artifacts"]
        self.stacks = {}
        for name, artifact in artifacts.items():
            if artifact["type"] == "aws:cloudformation:stack":
                account, region = artifact["environment"].removeprefix("aws://").split("/")
                template = json.loads((self.assembly / artifact["properties"]["templateFile"]).read_text())
                self.stacks[name] = (ACCOUNT if account == "unknown-account" else account, region, template)

    def bootstrap(self) -> None:
        """Each account and region gets the country's own bootstrap, by the account's administrator; the home region's
        holds the limits of the account, so it goes first."""
        toolkits: dict[str, list[str]] = {}
        for name, (_, region, _) in self.stacks.items():
            if "-bootstrap" in name:
                toolkits.setdefault(region, []).append(name)
        places = {(account, region) for account, region, _ in self.stacks.values()} - self.bootstrapped
        for account, region in sorted(places, key=lambda place: [*toolkits].index(place[1])):
            credentials = {name.upper(): value for name, value in session(account).items()}
            command = ["deploy", "--app", str(self.assembly), "--exclusively", *toolkits[region]]
            run([*CDK, *command, "--require-approval", "never"], {**ENV, **credentials, "AWS_REGION": region})
            self.bootstrapped.add((account, region))

    def deploy(self) -> None:
        run([*CDK, "deploy", "--app", str(self.assembly), "--all", "--require-approval", "never", "--concurrency", "4"])

    def made(self) -> dict[str, dict[str, tuple[str, str]]]:
        """Stack → logical id → type and physical id."""
        return {
            name: {
                each["LogicalResourceId"]: (each["ResourceType"], each["PhysicalResourceId"])
                for each in api("cloudformation", region, account).list_stack_resources(StackName=name)[
                    "StackResourceSummaries"
                ]
                if each["LogicalResourceId"]  # moto lists what a condition left out, with no name
            }
            for name, (account, region, _) in self.stacks.items()
        }

    def read_back(self) -> int:
        return readback.read(self.stacks, self.made(), api)

    def change(self, organization: dict | None) -> None:
        """Pools grow and one is added; where there is an organisation, its guardrails come too."""
        aws = self.document["aws"]
        pools = aws["cells"][0]["pools"]
        for pool in pools:
            pool["nodes"]["max"] += 1
        pools.append({**pools[-1], "name": "added"})
        if organization:
            aws["accounts"] = {"management": MANAGEMENT}
            aws["organization"] = organization

    def compare(self, before: dict, templates: dict) -> int:
        """What stays keeps its identity, what holds state stays, what was added is there. Returns how many stayed."""
        after, stayed, wrong = self.made(), 0, []
        for stack, resources in before.items():
            for logical, was in resources.items():
                if logical in self.stacks[stack][2]["Resources"]:
                    stayed += 1
                    if after[stack].get(logical) != was:
                        wrong.append(f"{stack}/{logical} was {was}, is {after[stack].get(logical)}")
                elif templates[stack]["Resources"][logical].get("DeletionPolicy", "Delete").startswith("Retain"):
                    wrong.append(f"{stack}/{logical} {was} holds state, and left the stack")
        for stack, (_, _, template) in self.stacks.items():
            wrong += [
                f"{stack}/{logical} was not made"
                for logical, resource in template["Resources"].items()
                if logical not in after[stack] and "Condition" not in resource
            ]
        if wrong:
            sys.exit("an update went wrong:\n" + "\n".join(wrong))
        return stayed

    def destroy(self) -> int:
        """Protected stacks do not go; unprotected they do, and what must outlive them stays."""
        refused = run([*CDK, "destroy", "--app", str(self.assembly), "--all", "--force"], fails=True)
        if "TerminationProtection" not in refused:
            sys.exit(f"the refusal to destroy does not name the protection:\n{refused}")
        resources = self.made()
        for name, (account, region, _) in self.stacks.items():
            api("cloudformation", region, account).update_termination_protection(
                StackName=name, EnableTerminationProtection=False
            )
        run([*CDK, "destroy", "--app", str(self.assembly), "--all", "--force"])
        for name, (account, region, _) in self.stacks.items():
            left = [stack["StackName"] for stack in api("cloudformation", region, account).describe_stacks()["Stacks"]]
            if name in left:
                sys.exit(f"{name} is still there")
        return readback.outlived(self.stacks, resources, api)


def organization() -> dict:
    """An organisation with one unit, as moto numbers them."""
    organizations = api("organizations", "us-east-1", MANAGEMENT)
    made = organizations.create_organization(FeatureSet="ALL")["Organization"]
    root = organizations.list_roots()["Roots"][0]["Id"]
    unit = organizations.create_organizational_unit(ParentId=root, Name="Region")["OrganizationalUnit"]["Id"]
    return {"id": made["Id"], "targets": [unit]}


def coverage(journal: dict) -> None:
    """What was deployed and skipped, by name; neither may get worse than floor.json says."""
    deployed, skipped = journal["deployed"], journal["skipped"]
    count = sum(map(len, deployed.values()))
    kinds = ", ".join(sorted(kind.removeprefix("AWS::") for kind in deployed))
    say(f"{len(deployed)} types deployed, {count} resources: {kinds}")
    for kind, names in sorted(skipped.items()):
        say(f"skipped {kind}: {', '.join(names)}")
    for kind, properties in sorted(journal["lost"].items()):
        say(f"not known to this API, left out of {kind}: {', '.join(properties)}")
    for kind, names in sorted(journal["replaced"].items()):
        say(f"replaced {kind}: {'; '.join(names)}")
    worse = [
        f"{kind} is skipped; teach it in moto_extension/table.py, or say in floor.json why not"
        for kind in sorted({*skipped} - {*FLOOR["skipped"]})
    ]
    worse += [
        f"{kind} is skipped no more; take it out of floor.json" for kind in sorted({*FLOOR["skipped"]} & {*deployed})
    ]
    if len(deployed) < FLOOR["types"] or count < FLOOR["resources"]:
        worse.append(f"fewer deployed than the {FLOOR['types']} types and {FLOOR['resources']} resources of floor.json")
    if worse:
        sys.exit("coverage fell:\n" + "\n".join(worse))


def rehearse(country: Country, guarded: dict | None) -> None:
    code = country.document["country"]
    country.synthesize("first")
    country.bootstrap()
    country.deploy()
    before, templates = country.made(), {name: template for name, (_, _, template) in country.stacks.items()}
    say(f"{code}  deployed {len(before)} stacks of {sum(map(len, before.values()))} resources")
    say(f"{code}  read back {country.read_back()} facts")
    country.change(guarded)
    country.synthesize("second")
    country.bootstrap()
    country.deploy()
    say(f"{code}  updated; {country.compare(before, templates)} resources kept their identity")
    say(f"{code}  read back {country.read_back()} facts")
    say(f"{code}  destroyed; {country.destroy()} resources outlive their stacks")


def wait_for(server: subprocess.Popen) -> None:
    while True:
        try:
            urllib.request.urlopen(f"{URL}/rehearsal")
            return
        except OSError:
            if server.poll() is not None:
                sys.exit("moto_server did not start")
            time.sleep(0.1)


def main() -> None:
    server = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "moto_extension", str(PORT)],
        env={**ENV, "PYTHONPATH": str(HERE)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(server)
        with tempfile.TemporaryDirectory() as folder:
            files = sorted(Path("stacks/countries").glob("*.yaml"))
            countries = [Country(file, Path(folder) / file.stem) for file in files]
            *others, last = [country for country in countries if "aws" in country.document]
            for country in others:
                rehearse(country, None)
            rehearse(last, organization())
        coverage(json.load(urllib.request.urlopen(f"{URL}/rehearsal")))
    finally:
        server.kill()
    say("rehearsed")


STARTED = time.monotonic()
if __name__ == "__main__":
    main()
