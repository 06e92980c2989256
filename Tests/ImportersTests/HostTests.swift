import Foundation
import Importers
import Testing

@Suite("Evidence of a host")
struct HostTests {
  private let host = Small.arn("ec2", "instance/i-1")
  private let folder = "\(Small.regional)/hosts/i-1"

  private func read(_ files: [String: String]) throws -> Reading {
    try Reading(
      Dictionary(uniqueKeysWithValues: files.map { ("\(folder)/\($0.key)", $0.value) }))
  }

  @Test("is read file by file, each an aspect of the host")
  func aspects() throws {
    let reading = try read([
      "agent-metadata.json": """
      {"Cluster": "main", "ContainerInstanceArn": "\(Small.arn("ecs", "container-instance/main/a"))"}
      """,
      "docker-ps.jsonl": #"{"Names": "ecs-agent", "Image": "x", "State": "running"}"#,
      "sysctl.txt": "net.ipv4.conf.all.route_localnet = 1\n",
    ])
    #expect(reading.summary.notes == [])
    #expect(Set(reading.arns(.host)) == [host])
    #expect(
      reading.body(host, "agent")
        == #"{"cluster":"main","containerInstance":"\#(Small.arn("ecs", "container-instance/main/a"))"}"#
    )
    #expect(reading.body(host, "docker") == #"{"agentRuns":true}"#)
    #expect(reading.body(host, "sysctl") == #"{"routeLocalnet":true}"#)
    #expect(reading.summary.coverage.isEmpty)
  }

  @Test(
    "that is not what the command prints is noted and tells nothing",
    arguments: [
      ("agent-metadata.json", "[]"), ("agent-metadata.json", #"{"Cluster"#),
      ("agent-metadata.json", #"{"Cluster": "main", "ContainerInstanceArn": "arn:aws:ecs:eu"}"#),
      ("docker-ps.jsonl", #"{"Names": "ecs-agent"}"# + "\n{"),
      ("iptables-nat.txt", "iptables: Permission denied"),
      ("iptables-filter.txt", "iptables: Permission denied"),
      ("etc-ecs-ecs.config", "HTTP_PROXY=\u{FFFD}"),
    ])
  func unreadable(_ file: String, _ text: String) throws {
    let reading = try read([file: text, "sysctl.txt": "net.ipv4.conf.all.route_localnet = 1"])
    #expect(reading.errors.map(\.file) == ["\(folder)/\(file)"])
    #expect(reading.errors.first?.text.contains(file) == true)
    #expect(reading.body(host, "sysctl") != nil)
    for aspect in ["agent", "docker", "nat", "filter", "agent-config"] {
      #expect(reading.body(host, aspect) == nil)
    }
  }

  @Test(
    "that is empty, or of an agent that has not registered, tells nothing",
    arguments: ["", #"{"Cluster": "main", "ContainerInstanceArn": null}"#, #"{"Cluster": "main"}"#])
  func blank(_ metadata: String) throws {
    let reading = try read(["docker-ps.jsonl": "\n", "agent-metadata.json": metadata])
    #expect(reading.summary.notes == [])
  }

  @Test("says of settings whether they are there, and nothing that somebody typed")
  func settings() throws {
    let reading = try read([
      "etc-ecs-ecs.config": """
      # ECS_CLUSTER=other
      ECS_CLUSTER=main\r
      ECS_ENABLE_TASK_IAM_ROLE=T
      ECS_ENABLE_TASK_IAM_ROLE_NETWORK_HOST=perhaps
      ECS_ENGINE_AUTH_DATA={"https://index.docker.io/v1/":{"password":"secret"}}
      https_proxy=http://user:secret@proxy:3128
      NO_PROXY=secret.example.com, 169.254.170.2,169.254.0.0/16
      """
    ])
    #expect(reading.body(host, "agent-config") == #"{"cluster":"main","taskRoles":true}"#)
    #expect(
      reading.body(host, "proxy:/etc/ecs/ecs.config")
        == #"{"exceptions":["169.254.0.0/16","169.254.170.2"],"proxies":["HTTPS_PROXY"]}"#)
  }

  @Test(
    "says of user data what they make of task roles, and nothing else",
    arguments: [
      ("echo ECS_ENABLE_TASK_IAM_ROLE=false >> /etc/ecs/ecs.config", #"{"taskRoles":false}"#),
      (
        "cat <<EOF > /etc/ecs/ecs.config\nECS_ENABLE_TASK_IAM_ROLE_NETWORK_HOST=1\nECS_ENGINE_AUTH_DATA=secret\nEOF",
        #"{"taskRolesOfHost":true}"#
      ),
      (
        #"printf "ECS_CLUSTER=secret\nECS_ENABLE_TASK_IAM_ROLE=f\n" | tee /etc/ecs/ecs.config"#,
        #"{"taskRoles":false}"#
      ),
      (
        "ECS_ENABLE_TASK_IAM_ROLE=$SECRET\necho $ECS_ENABLE_TASK_IAM_ROLE >> /etc/ecs/ecs.config",
        "{}"
      ),
      ("ECS_ENABLE_TASK_IAM_ROLE=false", "{}"),
      ("# echo ECS_ENABLE_TASK_IAM_ROLE=false >> /etc/ecs/ecs.config", "{}"),
    ])
  func userData(_ text: String, _ kept: String) throws {
    let evidence = try read(["user-data.txt": text])
    #expect(evidence.readings.flatMap(\.aspects).map(\.body) == [kept])
    let value = Data(text.utf8).base64EncodedString()
    let attribute = try Reading([
      "\(Small.regional)/ec2/describe-instance-attribute/i-1.json":
        #"{"InstanceId": "i-1", "UserData": {"Value": "\#(value)"}}"#
    ])
    #expect(attribute.body(host, "user-data") == kept)
    #expect(attribute.summary.notes == [])
  }

  /// The rule by which Docker's own chain for users is entered.
  private static let enter = "-A FORWARD -j DOCKER-USER\n"

  @Test(
    "says whether rules drop what containers send to the instance's metadata, where they are plain",
    arguments: [
      ("", false), ("-A DOCKER-USER -j RETURN", false),
      ("-A FORWARD -j DOCKER-USER\n-A FORWARD -i docker0 ! -o docker0 -j ACCEPT", false),
      (
        "-A DOCKER-USER -d 169.254.169.254/32 -i docker+ -j DROP\n-A DOCKER-USER -j RETURN\n\(enter)",
        true
      ),
      ("\(enter)-A DOCKER-USER -d 169.254.169.254/32 -p tcp -m tcp --dport 80 -j REJECT", true),
      ("\(enter)-A DOCKER-USER -d 169.254.0.0/16 -m comment --comment no -j DROP", true),
      // Nothing leads to the rule, or not everything, or too late.
      ("-A DOCKER-USER -d 169.254.169.254/32 -j DROP", nil),
      (
        "-A FORWARD -s 10.0.0.0/8 -j DOCKER-USER\n-A DOCKER-USER -d 169.254.169.254/32 -j DROP", nil
      ),
      (
        "-A FORWARD -i docker0 -j ACCEPT\n\(enter)-A DOCKER-USER -d 169.254.169.254/32 -j DROP", nil
      ),
      ("\(enter)-A DOCKER-USER -d 169.0.0.0/8 -j DROP", nil),
      ("\(enter)-A DOCKER-USER -d 169.255.0.0/16 -j DROP", false),
      ("-A FORWARD -d 169.254.169.254/32 -j DROP\n-A FORWARD -j DOCKER-USER", true),
      ("-A FORWARD -j DOCKER-USER\n-A FORWARD -d 169.254.169.254/32 -j DROP", true),
      ("-A DOCKER-USER -d 10.0.0.0/8 -j DROP", false),
      ("-A DOCKER-USER -d 169.254.170.2/32 -j ACCEPT", false),
      // Too late, for some only, or by way of what is not looked at.
      ("-A DOCKER-USER -j RETURN\n-A DOCKER-USER -d 169.254.169.254/32 -j DROP", nil),
      ("-A FORWARD -i docker0 -j ACCEPT\n-A FORWARD -d 169.254.169.254/32 -j DROP", nil),
      ("-A DOCKER-USER -s 172.17.0.9/32 -d 169.254.169.254/32 -j DROP", nil),
      ("-A DOCKER-USER ! -i docker0 -d 169.254.169.254/32 -j DROP", nil),
      ("-A DOCKER-USER -d 169.254.169.254/32 -i br-1 -j DROP", nil),
      ("-A DOCKER-USER -d 169.254.169.254/32 -p udp -j DROP", nil),
      ("-A DOCKER-USER -d 169.254.169.254/32 -p tcp -m tcp --dport 8080 -j DROP", nil),
      ("-A DOCKER-USER -d 169.254.169.254/32 -m owner --uid-owner 0 -j DROP", nil),
      ("-A DOCKER-USER -d 169.254.169.254/32 -j ACCEPT", nil),
      ("-A DOCKER-USER -d 169.254.169.0/24 -j DROP", nil),
      ("-A OURS -d 169.254.169.254/32 -j DROP", nil),
      ("-A DOCKER-USER -j OURS", nil), ("-A DOCKER-USER -d 0.0.0.0/0 -j DROP", nil),
      ("-A DOCKER-USER -m set --match-set ours dst -j DROP", nil),
      ("-A DOCKER-USER ! -d 10.0.0.0/8 -j DROP", nil),
    ])
  func filter(_ rules: String, _ drops: Bool?) throws {
    let text = "-P INPUT ACCEPT\n-P FORWARD DROP\n\(rules)\n"
    let own = try read(["iptables-filter.txt": text])
    let saved = try read([
      "iptables-save.txt": "*nat\n-A OUTPUT -j DOCKER\nCOMMIT\n*filter\n\(rules)\nCOMMIT\n"
    ])
    let body = drops.map { #"{"dropsMetadata":\#($0)}"# }
    #expect(own.body(host, "filter") == body)
    #expect(saved.body(host, "filter") == body)
    #expect(own.summary.notes == [] && saved.summary.notes == [])
    #expect(own.body(host, "nat") == nil)
    #expect(saved.body(host, "nat") == #"{"output":false,"prerouting":false}"#)
  }

  @Test("says that user data are not base64")
  func notBase64() throws {
    let reading = try Reading([
      "\(Small.regional)/ec2/describe-instance-attribute/i-1.json":
        #"{"InstanceId": "i-1", "UserData": {"Value": "{}"}}"#
    ])
    #expect(reading.errors.count == 1)
    #expect(reading.readings.isEmpty)
  }

  @Test(
    "knows a proxy in each form of file",
    arguments: [
      (
        "etc-systemd-system-ecs.service.d-http-proxy.conf",
        "[Service]\nEnvironment=\"HTTP_PROXY=http://p\" 'NO_PROXY=*'"
      ),
      ("etc-init-ecs.override", "env HTTP_PROXY=p\nenv NO_PROXY=*"),
      ("etc-sysconfig-docker", "OPTIONS=\"-D\"\nexport HTTP_PROXY=\"p\"\nexport NO_PROXY='*'"),
    ])
  func forms(_ name: String, _ text: String) throws {
    let bodies = try read([name: text]).readings.flatMap(\.aspects).map(\.body)
    #expect(bodies == [#"{"exceptions":["*"],"proxies":["HTTP_PROXY"]}"#])
  }

  @Test("names a container without what tells its tasks apart")
  func containers() throws {
    let container = "containers/ecs-app-3-web-c0ffee00c0ffee00c0ff"
    let reading = try read([
      "\(container)/credentials-env.tsv": "1\tsupervisord\tyes\n9\tpython\tno\n",
      "\(container)/sdk-versions.txt":
        "boto3==1.3.1\nsecret==1.0\naws-cli/1.10.47 Python/2.7\n@aws-sdk/secret@3.1.0\naws-sdk (2.3.22, 2.3.0)\n",
    ])
    #expect(reading.body(host, "environment:ecs-app-3-web") == #"{"first":true,"others":false}"#)
    #expect(
      reading.body(host, "sdk:ecs-app-3-web")
        == #"{"gem/aws-sdk":"2.3.22","pypi/awscli":"1.10.47","pypi/boto3":"1.3.1"}"#)
  }

  @Test("that nobody knows is passed over without a word")
  func unknown() throws {
    let reading = try read([
      "sysctl.txt": "net.ipv4.conf.all.route_localnet = 0", "notes.txt": "hello",
      "containers/a b/sdk-versions.txt": "boto3==1.3.1", "docker-ps.jsonl": "",
    ])
    #expect(reading.summary.notes == [])
    #expect(reading.summary.passedOver == 2)
    #expect(reading.readings.flatMap(\.aspects).map(\.name) == ["sysctl"])
  }
}
