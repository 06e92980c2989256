import IAM
import Testing

/// A question about many actions at once.
///
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
@Suite("A pattern of actions")
struct ActionPatternTests {
  private func decide(_ action: String, _ statements: String...) throws -> Decision {
    let policy = try policy(
      #"{"Version": "2012-10-17", "Statement": [\#(statements.joined(separator: ","))]}"#)
    var request = request(action)
    request.actionIsPattern = true
    return PolicySet(identity: [policy]).decide(request)
  }

  private func statement(_ effect: String, _ element: String, _ actions: String) -> String {
    #"{"Effect": "\#(effect)", "\#(element)": \#(actions), "Resource": "*"}"#
  }

  @Test(
    "is allowed where a statement covers it, and conditional where one overlaps",
    arguments: [
      Vector("s3:Get*", #""s3:*""#, Decision.Outcome.allowed),
      Vector("s3:Get*", #""S3:get*""#, .allowed), Vector("s3:Get*", #""*""#, .allowed),
      Vector("s3:GetObject", #""s3:GetObject""#, .allowed),
      Vector("s3:Get*", #""s3:GetObject""#, .conditional),
      Vector("s3:Get*", #"["s3:*Object", "ec2:*"]"#, .conditional),
      Vector("s3:Get*", #""s3:Put*""#, .implicitlyDenied),
      Vector("s3:GetObject?", #""s3:GetObject""#, .implicitlyDenied),
      Vector("*", #""s3:*""#, .conditional), Vector("*", #""*""#, .allowed),
    ])
  func actions(vector: Vector<String, Decision.Outcome>) throws {
    let decision = try decide(vector.name, statement("Allow", "Action", vector.input))
    #expect(decision.outcome == vector.expected)
    #expect(decision.conditionalOn == (vector.expected == .conditional ? ["action"] : []))
    if vector.expected == .conditional {
      #expect(decision.nearMisses.map(\.failed) == [.action])
      #expect(decision.statements.count == 1)
    }
  }

  @Test(
    "is left out by NotAction in the same way",
    arguments: [
      Vector("s3:Get*", #""s3:*""#, Decision.Outcome.implicitlyDenied),
      Vector("s3:Get*", #""s3:GetObject""#, .conditional),
      Vector("s3:Get*", #""s3:Put*""#, .allowed), Vector("*", #""iam:*""#, .conditional),
    ])
  func notActions(vector: Vector<String, Decision.Outcome>) throws {
    let decision = try decide(vector.name, statement("Allow", "NotAction", vector.input))
    #expect(decision.outcome == vector.expected)
  }

  @Test("is denied where a Deny covers it, and conditional where one overlaps")
  func denials() throws {
    let all = statement("Allow", "Action", #""*""#)
    func outcome(_ action: String) throws -> Decision.Outcome {
      try decide(action, all, statement("Deny", "Action", #""s3:Put*""#)).outcome
    }
    #expect(try outcome("s3:PutObject*") == .explicitlyDenied)
    #expect(try outcome("s3:*") == .conditional)
    #expect(try outcome("s3:Get*") == .allowed)
  }
}
