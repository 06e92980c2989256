"""An AWS account on this machine for the tests: moto's server on a free port of 127.0.0.1, filled through its API.

Prints the server's URL when the account is there, then obeys a line of stdin at a time, answering each with a line:
  change           removes a schedule and a family, and registers a new revision of another family
  calls OPERATION  how often OPERATION was called since the last time this was asked
It ends with its stdin, so no server outlives its test.

Three things moto does not do are put in front of it: ListRules is throttled twice, ListAccountSettings is denied,
and ListEventBuses answers in pages of two.
"""
import io
import json
import os
import sys
import threading
from collections import Counter

os.environ.update(AWS_ACCESS_KEY_ID="testing", AWS_SECRET_ACCESS_KEY="testing")

import boto3
from moto.moto_api._internal import mock_random
from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import WSGIRequestHandler, make_server

ACCOUNT, REGION = "123456789012", "eu-central-1"
ECS = f"arn:aws:ecs:{REGION}:{ACCOUNT}"
ROLE = f"arn:aws:iam::{ACCOUNT}:role"
LONG_NAME = "夜間集計" * 20


class Gate:
    """Counts the calls and answers some of them itself; the rest goes to moto."""

    def __init__(self, moto):
        self.moto, self.calls, self.throttle = moto, Counter(), 2

    def __call__(self, environ, start_response):
        operation = environ.get("HTTP_X_AMZ_TARGET", "").split(".")[-1]
        self.calls[operation] += 1
        if operation == "ListAccountSettings":
            return self.refuse(start_response, "AccessDeniedException",
                               "User: arn:aws:iam::123456789012:user/moto is not authorized\n\tto do this")
        if operation == "ListRules" and self.throttle:
            self.throttle -= 1
            return self.refuse(start_response, "ThrottlingException", "Rate exceeded")
        if operation == "ListEventBuses":
            return self.page(environ, start_response)
        return self.moto(environ, start_response)

    def refuse(self, start_response, kind, message):
        start_response("400 Bad Request", [("Content-Type", "application/x-amz-json-1.1")])
        return [json.dumps({"__type": kind, "message": message}).encode()]

    def page(self, environ, start_response):
        asked = json.loads(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])))
        environ.update({"wsgi.input": io.BytesIO(b"{}"), "CONTENT_LENGTH": "2"})
        everything = json.loads(b"".join(self.moto(environ, lambda *_: None)))["EventBuses"]
        first = int(asked.get("NextToken", "0"))
        answer = {"EventBuses": everything[first:first + 2]}
        if everything[first + 2:]:
            answer["NextToken"] = str(first + 2)
        start_response("200 OK", [("Content-Type", "application/x-amz-json-1.1")])
        return [json.dumps(answer).encode()]


class Quiet(WSGIRequestHandler):
    def log(self, *_):
        pass


def client(service):
    return boto3.client(service, region_name=REGION, endpoint_url=url)


def register(family, times=1):
    for _ in range(times):
        ecs.register_task_definition(
            family=family, networkMode="awsvpc", requiresCompatibilities=["FARGATE"], cpu="256", memory="512",
            taskRoleArn=f"{ROLE}/app/report-task", executionRoleArn=f"{ROLE}/execution",
            containerDefinitions=[{"name": "app", "image": "example/app:1"}])


def run_task(task_definition):
    return {"StartAt": "Run", "States": {"Run": {"Type": "Task", "Resource": "arn:aws:states:::ecs:runTask.sync",
            "Parameters": {"Cluster": "main", "TaskDefinition": task_definition, "LaunchType": "FARGATE"}, "End": True}}}


def ecs_target(task_definition):
    return {"Arn": f"{ECS}:cluster/main", "RoleArn": f"{ROLE}/caller",
            "EcsParameters": {"TaskDefinitionArn": f"{ECS}:task-definition/{task_definition}", "LaunchType": "FARGATE"}}


def fill():
    iam, events, scheduler = client("iam"), client("events"), client("scheduler")
    machines, organizations = client("stepfunctions"), client("organizations")
    for name, path, service in (("report-task", "/app/", "ecs-tasks"), ("execution", "/", "ecs-tasks"), ("caller", "/", "states")):
        iam.create_role(RoleName=name, Path=path, AssumeRolePolicyDocument=json.dumps({
            "Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
                                                    "Principal": {"Service": f"{service}.amazonaws.com"}}]}))

    organizations.create_organization(FeatureSet="ALL")
    root = organizations.list_roots()["Roots"][0]["Id"]
    unit = organizations.create_organizational_unit(ParentId=root, Name="jobs")["OrganizationalUnit"]["Id"]
    organizations.move_account(AccountId=ACCOUNT, SourceParentId=root, DestinationParentId=unit)

    for name in ("main", "Night", "night"):
        ecs.create_cluster(clusterName=name)
    register("report", 12)                  # 12 is the latest; 9 and 2 are named; the others are not
    register("import", 3)                   # 1 is named by a schedule
    register("web", 2)                      # 1 runs as a service
    register("retired", 2)                  # both INACTIVE; 1 is named by a rule
    register("gone")
    for revision in (1, 2):
        ecs.deregister_task_definition(taskDefinition=f"retired:{revision}")
    for number in range(11):                # describe-services takes ten at once
        ecs.create_service(cluster="main", serviceName=f"web-{number}", taskDefinition="web:1", desiredCount=0)

    machines.create_state_machine(name="report", roleArn=f"{ROLE}/caller", definition=json.dumps(run_task("report:2")))
    machines.create_state_machine(name=LONG_NAME, roleArn=f"{ROLE}/caller",
                                  definition=json.dumps(run_task(f"{ECS}:task-definition/report:9")))

    events.create_event_bus(Name="orders")
    partner = "aws.partner/example.com/refunds"  # moto makes it, but does not find it: its list-rules fails
    events.create_partner_event_source(Name=partner, Account=ACCOUNT)
    events.create_event_bus(Name=partner, EventSourceName=partner)
    for bus, rule, task_definition in (("default", "..nightly", "retired:1"), ("orders", "Import", "import"),
                                       ("orders", "import", "import")):
        events.put_rule(Name=rule, EventBusName=bus, EventPattern='{"source": ["orders"]}')
        events.put_targets(Rule=rule, EventBusName=bus, Targets=[{"Id": "1", **ecs_target(task_definition)}])

    scheduler.create_schedule_group(Name="batch")
    for group, name in (("batch", "import"), ("default", "import"), ("default", "gone")):
        scheduler.create_schedule(Name=name, GroupName=group, ScheduleExpression="rate(1 day)",
                                  FlexibleTimeWindow={"Mode": "OFF"}, Target=ecs_target("import:1"))
    client("pipes").create_pipe(
        Name="orders", RoleArn=f"{ROLE}/caller", Source=f"arn:aws:sqs:{REGION}:{ACCOUNT}:orders", DesiredState="STOPPED",
        Target=f"{ECS}:cluster/main", TargetParameters={"EcsTaskParameters": {
            "TaskDefinitionArn": f"{ECS}:task-definition/import:2", "LaunchType": "FARGATE"}})


def change():
    ecs.deregister_task_definition(taskDefinition="gone:1")
    client("scheduler").delete_schedule(Name="gone")
    register("report")


mock_random.seed(7)
gate = Gate(DomainDispatcherApplication(create_backend_app))
server = make_server("127.0.0.1", 0, gate, threaded=True, request_handler=Quiet)
threading.Thread(target=server.serve_forever, daemon=True).start()
url = f"http://127.0.0.1:{server.port}"
ecs = client("ecs")
fill()
gate.calls.clear()
gate.throttle = 2
print(url, flush=True)
for line in sys.stdin:
    word, *rest = line.split()
    if word == "change":
        change()
    print(gate.calls.pop(rest[0], 0) if word == "calls" else "done", flush=True)
