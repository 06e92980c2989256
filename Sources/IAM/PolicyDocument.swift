public import JSON

/// The policy language of AWS and its evaluation: what a document says, and what a set of documents decides.
///
/// A `PolicyDocument` is read from JSON once, compiled and immutable. A `PolicySet` holds the documents that
/// decide about one principal, by layer; asked about a `Request`, it answers with a `Decision`: allowed,
/// explicitly denied, implicitly denied, conditional (on which keys) or unknown (for want of which document),
/// with the statements that decide and those that nearly did. Missing inputs are values here: a key that is
/// neither known nor known to be absent makes a condition unknown, never false.
/// The rules are those of
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
///
/// This type is one document. It is accepted or rejected as a whole, as AWS does; what is merely odd is in
/// `diagnostics`.
public struct PolicyDocument: Sendable {
  let compiled: CompiledPolicy
  /// The same, for those who go over many documents and keep them alive, without counting a reference to each.
  let uncounted: Unmanaged<CompiledPolicy>

  /// Reads a policy document.
  ///
  /// - Parameters:
  ///   - node: the document as an object; see `parse` for the forms in which exports hold it.
  ///   - kind: what it is attached to; nil where that is not known, so that any kind's elements will do.
  /// - Throws: the first thing that makes AWS reject the document, with its place in it.
  public init(_ node: JSONNode, as kind: PolicyKind?) throws(PolicyError) {
    compiled = try PolicyDecoder.decode(node, as: kind)
    uncounted = Unmanaged.passUnretained(compiled)
  }

  /// The statements in their order, their texts as written.
  ///
  /// Read from the document anew each time.
  public var statements: [Statement] {
    compiled.statementNodes.enumerated().map { Statement($1, index: $0) }
  }

  /// Oddities that AWS lets pass.
  ///
  /// Looked for anew each time.
  public var diagnostics: [PolicyDiagnostic] { PolicyOddities(of: compiled.source).found }

  /// `2012-10-17` or `2008-10-17`, which is meant where the document names none.
  public var version: String { compiled.version }
}
