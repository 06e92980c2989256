import IAM
import JSON

/// Why a line is no case: where in it, what, and what to do about it.
struct CaseError: Error, CustomStringConvertible {
  /// RFC 6901, from the beginning of the case.
  var pointer: String
  var reason: String
  var hint: String

  init(at pointer: String, _ reason: String, _ hint: String) {
    self.pointer = pointer
    self.reason = reason
    self.hint = hint
  }

  /// A document that AWS would reject.
  init(_ error: PolicyError, in document: JSONNode) {
    self.init(at: document.pointer + error.pointer, error.reason, error.hint)
  }

  var description: String { "at \(pointer.isEmpty ? "/" : pointer): \(reason) (\(hint))" }
}
