import Audit
import Findings
import Importers
import Store
import Testing
import World

@Suite("Container instances over time")
struct ContainerInstanceTests {
  private let place = "eu-west-1/ecs"
  private let instance = "arn:aws:ecs:eu-west-1:111122223333:container-instance/main/a"

  /// An account whose only instance is connected, or not, or gone.
  private func account(isConnected: Bool?) -> SmallAccount {
    var account = SmallAccount()
    let arns = isConnected == nil ? "" : "\"\(instance)\""
    account.more["\(place)/list-container-instances/main.json"] =
      #"{"containerInstanceArns": [\#(arns)]}"#
    account.more["\(place)/list-services/main.json"] = #"{"serviceArns": []}"#
    if let isConnected {
      account.more["\(place)/describe-container-instances/main/0001.json"] = """
        {"containerInstances": [{"containerInstanceArn": "\(instance)", "ec2InstanceId": "i-0a1b", "status": "ACTIVE",
          "agentConnected": \(isConnected), "versionInfo": {"agentVersion": "1.89.2"}, "attributes": []}], "failures": []}
        """
    }
    return account
  }

  private let finding = "agent.disconnected main"

  @Test("find an agent again that connected, and the reason")
  func connection() throws {
    let nights = try Nights()
    #expect(try nights.audit(account(isConnected: true)).report.lines(.new) == [])
    let second = try nights.audit(account(isConnected: false)).report
    #expect(second.lines(.new) == [finding])
    #expect(second.findings.first { $0.status == .new }?.cause.first?.aspect == "connection")
    #expect(try nights.audit(account(isConnected: true)).report.lines(.resolved) == [finding])
  }

  @Test("know that one that is listed no more is gone")
  func gone() throws {
    let nights = try Nights()
    try nights.audit(account(isConnected: false))
    #expect(try nights.audit(account(isConnected: nil)).report.lines(.resolved) == [finding])
  }

  @Test("leave open what an export without them does not tell")
  func unread() throws {
    let nights = try Nights()
    try nights.audit(account(isConnected: false))
    var account = account(isConnected: false)
    account.more["\(place)/describe-container-instances/main/0001.json"] = nil
    let report = try nights.audit(account).report
    #expect(report.lines(.resolved) == [])
    #expect(report.lines(.notEvaluated) == [finding])
  }

  @Test("have findings over time also where their clusters were never exported")
  func withoutClusters() throws {
    func account(_ isConnected: Bool) -> SmallAccount {
      var account = self.account(isConnected: isConnected)
      account.without.insert("\(place)/list-clusters.json")
      account.without.insert("\(place)/describe-clusters/0001.json")
      return account
    }
    let nights = try Nights()
    try nights.audit(account(true))
    #expect(try nights.audit(account(false)).report.lines(.new) == [finding])
    #expect(try nights.audit(account(false)).report.lines(.open).contains(finding))
    #expect(try nights.audit(account(true)).report.lines(.resolved) == [finding])
    #expect(try nights.audit(account(true)).report.lines(.resolved) == [])
  }

  @Test("are told from hosts by ARN, else by the machine; a host that is none of them is noted")
  func hosts() throws {
    func audit(_ machine: String, _ arn: String) throws -> Report {
      var account = self.account(isConnected: false)
      let folder = "eu-west-1/hosts/\(machine)"
      account.more["\(folder)/agent-metadata.json"] =
        #"{"Cluster": "main", "ContainerInstanceArn": "\#(arn)"}"#
      account.more["\(folder)/docker-ps.jsonl"] = #"{"Names": "other"}"#
      return try Nights().audit(account).report
    }
    for (machine, arn) in [("i-0a1b", instance), ("i-0a1b", instance + "x"), ("i-9", instance)] {
      let report = try audit(machine, arn)
      #expect(report.findings.contains { $0.code == "agent.not-running" }, "\(machine) \(arn)")
      #expect(report.notes.isEmpty)
    }
    let stray = try audit("i-9", instance + "x")
    #expect(!stray.findings.contains { $0.code == "agent.not-running" })
    #expect(stray.notes.map(\.isError) == [false])
    #expect(stray.notes.first?.text.contains("instance/i-9: it is none of the container") == true)
  }

  @Test("are judged by what was found out on a host, where nothing else was exported")
  func hostsAlone() throws {
    let folder = "111122223333/eu-west-1/hosts/i-0a1b"
    let report = try Nights().audit(
      .texts(
        name: "export",
        files: [
          "\(folder)/agent-metadata.json":
            #"{"Cluster": "main", "ContainerInstanceArn": "\#(instance)"}"#,
          "\(folder)/docker-ps.jsonl": #"{"Names": "other", "Image": "x", "State": "running"}"#,
        ])
    ).report
    #expect(report.findings.contains { $0.code == "agent.not-running" })
  }

  @Test(
    "are judged the same whether they came with an export or were imported before",
    arguments: [false, true])
  func beside(_ isImportedBefore: Bool) throws {
    let folder = "444455556666/eu-west-1/hosts/i-0a1b"
    let theirs = "arn:aws:ecs:eu-west-1:444455556666:container-instance/main/a"
    var files = SmallAccount().files
    files["\(folder)/agent-metadata.json"] =
      #"{"Cluster": "main", "ContainerInstanceArn": "\#(theirs)"}"#
    files["\(folder)/docker-ps.jsonl"] = #"{"Names": "other", "Image": "x", "State": "running"}"#
    let nights = try Nights()
    let source = ExportSource.texts(name: "export", files: files)
    func audit(_ day: Int, _ isExported: Bool, _ assumptions: [Assumption] = []) throws -> Report {
      let auditor = Auditor(
        nights.store, nights.library, now: Nights.day(day), tool: "rolecall test",
        assuming: assumptions)
      return try auditor.audit(isExported ? try auditor.importExports([source]) : nil).report
    }
    func status(_ report: Report) -> FindingStatus? {
      report.findings.first { $0.code == "agent.not-running" }?.status
    }
    if isImportedBefore {
      _ = try Auditor(nights.store, nights.library, now: Nights.day(1), tool: "rolecall test")
        .importExports([source])
    }
    #expect(status(try audit(2, !isImportedBefore)) == .new)
    let other = Assumption(accounts: "*", context: ["aws:SourceVpc": ["vpc-1"]])
    // What else is assumed puts all checks to the world again.
    #expect(status(try audit(3, false, [other])) == .open)
    #expect(status(try audit(4, true)) == .open)
    #expect(status(try audit(5, true)) == .open)
    // An export of the one account says nothing of the other.
    #expect(status(try nights.audit(SmallAccount()).report) == nil)
    #expect(status(try audit(7, true)) == .open)
    #expect(try nights.store.problems().isEmpty)
  }

  @Test("say nothing of themselves where none were exported")
  func none() throws {
    let codes = try Nights().audit(SmallAccount()).report.findings.map(\.code)
    #expect(codes.filter { $0.hasPrefix("agent.") || $0.hasPrefix("sdk.") } == [])
  }
}
