import Audit
import Findings
import Testing

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

  @Test("say nothing of themselves where none were exported")
  func none() throws {
    let codes = try Nights().audit(SmallAccount()).report.findings.map(\.code)
    #expect(codes.filter { $0.hasPrefix("agent.") || $0.hasPrefix("sdk.") } == [])
  }
}
