import Foundation
import Testing

/// The script that collects evidence of a host, put to a copy of one's files.
@Suite("The script for hosts")
struct CollectHostTests {
  private static let script = Tools.repository.appending(path: "scripts/collect-host").path

  private func run(_ options: [String]) throws -> Answer {
    try Answer(of: ["sh", Self.script] + options, environment: Tools.environment())
  }

  /// Makes a folder of those files, by path.
  private func folder(_ files: [String: String]) throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    for (path, text) in files {
      let file = folder.appending(path: path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    return folder
  }

  private func collect(_ files: [String: String]) throws -> [String: String] {
    let root = try folder(files)
    let out = try folder([:])
    defer { for folder in [root, out] { try? FileManager.default.removeItem(at: folder) } }
    let answer = try run([
      "--root", root.path, "--out", out.path, "--account", "111122223333", "--region=eu-west-1",
      "--instance", "i-0a1b",
    ])
    #expect(answer.status == 0, "\(answer.text)")
    let host = out.appending(path: "111122223333/eu-west-1/hosts/i-0a1b")
    var texts: [String: String] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: host.path) {
      texts[name] = try String(contentsOf: host.appending(path: name), encoding: .utf8)
    }
    return texts
  }

  @Test("writes what is read, and nothing of a value that anybody may have typed")
  func settings() throws {
    let files = try collect([
      "etc/ecs/ecs.config": """
      ECS_CLUSTER=main\r
      ECS_ENABLE_TASK_IAM_ROLE=false
      ECS_ENGINE_AUTH_DATA={"password":"canary"}
      HTTP_PROXY=http://user:canary@proxy:3128
      NO_PROXY=canary.example.com, 169.254.170.2,169.254.0.0/16
      #HTTPS_PROXY=canary
      """,
      "etc/systemd/system/docker.service.d/http-proxy.conf": """
      [Service]
      Environment="HTTP_PROXY=http://user:canary@proxy" "NO_PROXY=169.254.169.254,canary"
      Environment=TOKEN=canary
      """,
      "etc/sysconfig/docker":
        "export HTTPS_PROXY=\"http://canary\"\nexport NO_PROXY='*'\nOPTIONS=\"canary\"\n",
      "proc/sys/net/ipv4/conf/all/route_localnet": "1\n",
      "var/lib/cloud/instance/user-data.txt": """
      #!/bin/bash
      # echo ECS_ENABLE_TASK_IAM_ROLE=canary >> /etc/ecs/ecs.config
      TOKEN=canary
      echo "ECS_ENABLE_TASK_IAM_ROLE=false" >> /etc/ecs/ecs.config
      cat <<EOF >> /etc/ecs/ecs.config
      ECS_ENGINE_AUTH_DATA={"password":"canary"}
      ECS_ENABLE_TASK_IAM_ROLE_NETWORK_HOST=1
      EOF
      """,
    ])
    #expect(
      files == [
        "etc-ecs-ecs.config": """
        ECS_CLUSTER=main
        ECS_ENABLE_TASK_IAM_ROLE=false
        HTTP_PROXY=set
        NO_PROXY=169.254.170.2,169.254.0.0/16

        """,
        "etc-systemd-system-docker.service.d-http-proxy.conf":
          "Environment=\"HTTP_PROXY=set\"\nEnvironment=\"NO_PROXY=169.254.169.254\"\n",
        "etc-sysconfig-docker": "HTTPS_PROXY=set\nNO_PROXY=*\n",
        "user-data.txt": """
        echo ECS_ENABLE_TASK_IAM_ROLE=false >> /etc/ecs/ecs.config
        echo ECS_ENABLE_TASK_IAM_ROLE_NETWORK_HOST=1 >> /etc/ecs/ecs.config

        """,
        "sysctl.txt": "net.ipv4.conf.all.route_localnet = 1\n",
      ])
  }

  @Test(
    "refuses wrong use with an error and a hint",
    arguments: [
      (["--bogus"], Int32(64), "unknown option --bogus"), (["--out"], 64, "--out needs a value"),
      (["--region="], 64, "--region is empty"),
      (["--root", "/nowhere", "--account", "../x"], 64, "not an account id: ../x"),
      (["--root", "/nowhere", "--account", "1", "--region", "../x"], 64, "not a region: ../x"),
      (
        ["--root", "/nowhere", "--account", "1", "--region", "x", "--instance", ".."], 64,
        "not the id of an instance: .."
      ),
      (["--root", "/nowhere"], 65, "the account is not known"),
      (
        ["--root=/nowhere", "--out=/dev/null/x", "--account=1", "--region=x", "--instance=i-1"], 73,
        "cannot write into /dev/null/x"
      ),
    ])
  func wrongUse(_ options: [String], _ status: Int32, _ error: String) throws {
    let answer = try run(options)
    let lines = answer.text.split(separator: "\n")
    #expect(answer.status == status)
    #expect(lines.first?.hasPrefix("error: \(error)") == true, "\(answer.text)")
    #expect(lines.dropFirst().first?.hasPrefix("hint: ") == true)
  }

  @Test("has each of its options in docs/exporting.md")
  func options() throws {
    let help = try run(["--help"])
    let guide = try String(
      contentsOf: Tools.repository.appending(path: "docs/exporting.md"), encoding: .utf8)
    let options = help.text.matches(of: /--[a-z]+(-[a-z]+)*/).map { String($0.output.0) }
    #expect(help.status == 0)
    #expect(options.count >= 7)
    #expect(options.filter { !guide.contains("`\($0)") } == [])
  }
}
