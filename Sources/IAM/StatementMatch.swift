/// What a statement's elements say of a request, each by itself.
extension CompiledPolicy {
  /// Whether the statement is about an action, given in small letters.
  func matchesAction(
    _ statement: CompiledStatement, _ action: Span<UInt8>, _ ends: TextEnds
  ) -> Bool {
    let actions = statement.actions
    for index in actions.range
    where patterns[index].mayMatch(action, ends) && patterns[index].matches(action: action, bytes) {
      return !actions.isNegated
    }
    return actions.isNegated
  }

  /// Whether the statement is about the request's principal.
  ///
  /// Only called for layers that name principals.
  func match(
    _ statement: CompiledStatement, _ request: borrowing Request, hasBoundary: Bool,
    as interpretation: Interpretation
  ) -> PrincipalMatch {
    guard statement.principal >= 0 else { return PrincipalMatch() }
    let element = principals[Int(statement.principal)]
    // A principal with a boundary is denied by NotPrincipal even where that lists it.
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
    if element.isNegated, statement.isDeny, hasBoundary, !request.principal.isOutsider {
      return PrincipalMatch(direct: .yes)
    }
    let match = element.match(
      request.principal, isDeny: statement.isDeny, as: interpretation)
    let isOpen = match.direct != .no && !statement.isDeny && element.entries.contains(.everyone)
    return isOpen && demandsRole(statement, request.principal) ? match.narrowedToRole() : match
  }

  /// Whether a statement's condition holds for one role only, by its ARN, and a role is who asks.
  private func demandsRole(_ statement: CompiledStatement, _ principal: Principal) -> Bool {
    switch principal {
    case .role, .session: tests(of: statement).contains { $0.demandsPrincipalARN }
    case .user, .service, .account, .federated, .anonymous: false
    }
  }

  func matchesResource(
    _ statement: CompiledStatement, _ request: borrowing Request, in layer: PolicyLayer,
    as interpretation: Interpretation
  ) -> Truth {
    guard let resources = statement.resources else { return Truth(layer.namesPrincipals) }
    let asked = request.resource.utf8.span
    let ends = request.resourceText.ends
    var truth = Truth.no
    var isUnresolved = false
    for index in resources.range {
      let pattern = patterns[index]
      if pattern.shortness != .complete, !pattern.shortness.isAccepted(in: layer) {
        if resources.isNegated { return .no }
        continue
      }
      var one: Truth
      if pattern.kind == .variable || request.resourceIsPattern {
        guard let slow = matchesSlowly(pattern, request) else {
          isUnresolved = true
          continue
        }
        one = slow
      } else {
        one = Truth(
          pattern.mayMatch(asked, ends)
            && pattern.matches(resource: asked, request.resourceText.colons, bytes))
      }
      if pattern.hasWildcardService, one != .no {
        one = one.and(Truth(interpretation.wildcardServiceMatches))
      }
      truth = truth.or(one)
      if truth == .yes { break }
    }
    if truth != .no, request.actionTakesNoResource, request.resourceText.count > 1,
      !resources.range.contains(where: { patterns[$0].kind == .every })
    {
      truth = truth.and(Truth(interpretation.resourcelessActionHasResource))
    }
    if resources.isNegated {
      truth = !truth
      // Whether what does not resolve excludes nothing or everything is not documented; a Deny may therefore apply.
      if isUnresolved {
        truth = truth.and(statement.isDeny && interpretation.leavesOpen ? .unknown : .no)
      }
    }
    return layer == .rcp
      ? truth.and(ServiceRules.resourceControlReach(request, interpretation)) : truth
  }

  /// Matches an entry with variables, or any entry against a pattern; nil where a variable has no value.
  private func matchesSlowly(_ pattern: CompiledPattern, _ request: borrowing Request) -> Truth? {
    let own: [UInt8]
    var isKnown = true
    switch pattern.kind {
    case .every: return .yes
    case .never: return .no
    case .variable:
      switch variableTexts[Int(pattern.start)].resolved(in: request.context) {
      case .unresolved: return nil
      case .known(let bytes): own = bytes
      case .unknown(let bytes):
        own = bytes
        isKnown = false
      }
    case .literal, .prefix, .glob, .arn: own = encoded(pattern)
    }
    guard let theirs = ArnPattern(request.resourceText.bytes) else {
      let whole = Glob(bytes: own)
      let asked = Glob(bytes: request.resourceText.bytes)
      guard request.resourceIsPattern else { return Truth(whole.matches(asked.bytes)) }
      return whole.overlaps(asked) ? .unknown : .no
    }
    guard let arn = pattern.shortness == .complete ? ArnPattern(own) : ArnPattern(extending: own)
    else { return .no }
    let truth = arn.matches(allOf: theirs)
    return isKnown ? truth : truth.and(.unknown)
  }

  /// The text of a pattern, its wildcards encoded.
  func encoded(_ pattern: CompiledPattern) -> [UInt8] {
    let written = bytes[Int(pattern.start)..<Int(pattern.start + pattern.count)]
    return Glob.encode(written) + (pattern.kind == .prefix ? [Glob.anyRun] : [])
  }
}
