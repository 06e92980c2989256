/// Why a policy document is no policy: AWS would refuse all of it, so none of it is applied.
public struct PolicyError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The place in the policy document, as RFC 6901 writes it.
  public var pointer: String
  public var reason: String
  /// What to do about it.
  public var hint: String

  public init(pointer: String, reason: String, hint: String) {
    self.pointer = pointer
    self.reason = reason
    self.hint = hint
  }

  public var description: String { "\(pointer.isEmpty ? "/" : pointer): \(reason) (\(hint))" }
}

/// Something odd in a policy document that AWS lets pass, and that may not do what its author meant.
public struct PolicyDiagnostic: Hashable, Sendable {
  /// The place in the policy document, as RFC 6901 writes it.
  public var pointer: String
  public var text: String

  public init(pointer: String, text: String) {
    self.pointer = pointer
    self.text = text
  }
}
