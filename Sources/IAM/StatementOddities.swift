extension PolicyDecoder {
  /// Notes entries that can never match, or that AWS takes otherwise than they look.
  mutating func noteOddities(of statement: Statement) {
    noteActions(statement.actions, "Action")
    noteActions(statement.notActions, "NotAction")
    noteResources(statement.resources, "Resource")
    noteResources(statement.notResources, "NotResource")
    for (element, principals) in [
      ("Principal", statement.principals), ("NotPrincipal", statement.notPrincipals),
    ] {
      place.element = element
      for principal in principals
      where principal.type == "AWS" && principal.value != "*" && hasWildcard(principal.value) {
        note("\(principal.value) has a wildcard within, which names nobody", [principal.type])
      }
    }
    place.element = nil
  }

  private mutating func noteActions(_ actions: [String], _ element: String) {
    place.element = element
    for (index, action) in actions.enumerated() where action != "*" && action != "*:*" {
      let service = action.utf8.prefix { $0 != UInt8(ascii: ":") }
      let namesService =
        service.endIndex < action.utf8.endIndex
        && !service.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") }
      let hasBlank = action.utf8.contains { $0 <= 0x20 || $0 == UInt8(ascii: ",") }
      if namesService, !hasBlank { continue }
      note(
        hasBlank
          ? "\(action) has a blank or a comma, so it matches no action"
          : "\(action) names no service, so it matches no action",
        actions.count == 1 ? [] : [String(index)])
    }
  }

  private mutating func noteResources(_ resources: [String], _ element: String) {
    place.element = element
    for (index, resource) in resources.enumerated() where resource != "*" {
      let parts = ArnParts(resource)
      if parts.isPlain { continue }
      let more = resources.count == 1 ? [] : [String(index)]
      if !parts.beginsAsArn {
        note("\(resource) is no ARN, so it matches no resource", more)
      } else if parts.colons < ArnPattern.partCount - 1 {
        note("\(resource) has fewer than six parts; the missing ones are taken for *", more)
      } else if parts.hasEarlyVariable {
        note("\(resource) has a variable before its sixth part, where none is allowed", more)
      } else {
        note("\(resource) has a wildcard for the service, which AWS does not document", more)
      }
    }
  }
}

/// What one walk over a resource finds up to its fifth colon.
private struct ArnParts {
  var colons = 0
  var beginsAsArn = true
  var hasWildcardService = false
  var hasEarlyVariable = false

  /// Whether there is nothing to note.
  var isPlain: Bool {
    beginsAsArn && colons == ArnPattern.partCount - 1 && !hasWildcardService && !hasEarlyVariable
  }

  init(_ text: String) {
    var hasWildcardStart = false
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: ":"): colons += 1
      case UInt8(ascii: "*"), UInt8(ascii: "?"):
        if colons == 0 { hasWildcardStart = true }
        if colons == 2 { hasWildcardService = true }
      case UInt8(ascii: "$"): hasEarlyVariable = true
      default: break
      }
      if colons == ArnPattern.partCount - 1 { break }
    }
    beginsAsArn = hasWildcardStart || text.utf8.starts(with: "arn:".utf8)
  }
}

private func hasWildcard(_ text: String) -> Bool {
  text.utf8.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") }
}
