import IAM
import JSON
import Testing

/// What elements statements of a kind of policy may have, and must.
///
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html,
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html and
/// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
@Suite("A kind of policy")
struct PolicyKindTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var kinds: [PolicyKind]
    /// The members of a statement beside Effect and Action.
    var elements: String
    /// Where it is refused; nil: it is not.
    var pointer: String?

    init(_ description: String, _ kinds: [PolicyKind], _ elements: String, _ pointer: String?) {
      testDescription = description
      self.kinds = kinds
      self.elements = elements
      self.pointer = pointer
    }
  }

  private static let everybody = #""Principal": "*""#
  private static let everything = #""Resource": "*""#

  @Test(
    "has the elements that AWS lets it have, and the policy is refused as a whole otherwise",
    arguments: [
      Case(
        "only a Resource", [.identity, .boundary, .session, .serviceControl], everything, nil),
      Case(
        "only a NotResource", [.identity, .serviceControl],
        #""NotResource": "arn:aws:s3:::b/*""#, nil),
      Case("no Resource", [.identity, .serviceControl], #""Sid": "A""#, "/Statement/1"),
      Case(
        "a Principal of what says whom it is about by what it is attached to",
        [.identity, .serviceControl], "\(everybody), \(everything)", "/Statement/1/Principal"),
      Case(
        "a NotPrincipal of such", [.identity, .serviceControl],
        #""NotPrincipal": {"AWS": "123456789012"}, \#(everything)"#, "/Statement/1/NotPrincipal"),
      Case(
        "Principal and Resource", [.resource, .resourceControl], "\(everybody), \(everything)", nil),
      Case("a Principal without Resource", [.resource, .trust], everybody, nil),
      Case(
        "a Principal without Resource where one is needed", [.resourceControl], everybody,
        "/Statement/1"),
      Case(
        "no Principal", [.resourceControl, .trust], everything, "/Statement/1"),
      Case("a statement about nobody", [.resource], everything, nil),
      Case(
        "a Resource of a trust policy", [.trust], "\(everybody), \(everything)",
        "/Statement/1/Resource"),
      Case(
        "a NotPrincipal", [.resource], #""NotPrincipal": {"AWS": "123456789012"}, \#(everything)"#,
        nil),
      Case(
        "a Principal of what is about everybody", [.resourceControl],
        #""Principal": {"AWS": "123456789012"}, \#(everything)"#, "/Statement/1/Principal"),
      Case(
        "a Principal of all of AWS", [.resourceControl],
        #""Principal": {"AWS": "*"}, \#(everything)"#, nil),
      Case(
        "a NotPrincipal of what is about everybody", [.resourceControl],
        #""NotPrincipal": {"AWS": "123456789012"}, \#(everything)"#, "/Statement/1/NotPrincipal"),
    ])
  func elements(of example: Case) throws {
    for kind in example.kinds {
      let good = [
        [.resource, .resourceControl, .trust].contains(kind) ? Self.everybody : nil,
        kind == .trust ? nil : Self.everything,
      ].compactMap(\.self).joined(separator: ",")
      let text = """
        {"Version": "2012-10-17", "Statement": [
          {"Effect": "Deny", "Action": "sts:AssumeRole", \(good)},
          {"Effect": "Deny", "Action": "sts:AssumeRole", \(example.elements)}]}
        """
      let node = try JSONDocument(text: text).root
      var pointer: String?
      do { _ = try PolicyDocument(node, as: kind) } catch { pointer = error.pointer }
      #expect(pointer == example.pointer, "\(kind)")
    }
  }

  @Test("that is not valid makes an answer unknown, with the place and the reason")
  func answer() throws {
    let error = PolicyError(pointer: "/Statement/0", reason: "it has no Resource", hint: "name one")
    let policies = PolicySet(
      identity: [Policy(name: "inline:a", error: error), Policy(name: "b", document: nil)])
    for reasons in [Decision.Reasons.always, .never] {
      let decision = policies.decide(request(), reasons: reasons)
      #expect(decision.outcome == .unknown)
      #expect(decision.missing == ["b", "inline:a"])
      #expect(decision.invalid == [InvalidPolicy(policy: "inline:a", error: error)])
    }
    let reason = policies.decide(request()).reason["invalid"]?.array?.first
    #expect(reason?["pointer"]?.string == "/Statement/0")
  }
}
