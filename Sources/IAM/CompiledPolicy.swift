import JSON
import Synchronization

/// A policy document made ready for many decisions.
///
/// It matches on a copy of the document's text; in the document itself the texts of its statements are looked up when a
/// reason names them. Conditions that do more than compare texts are compiled when a decision first rests on one of them.
final class CompiledPolicy: Sendable {
  static let currentVersion = "2012-10-17"
  static let formerVersion = "2008-10-17"

  let source: JSONNode
  /// Whether the document's version has variables.
  let hasVariables: Bool
  /// The text of the document and, behind it, the patterns that cannot be matched as they stand there.
  let bytes: PlainList<UInt8>
  let patterns: PlainList<CompiledPattern>
  let statements: PlainList<CompiledStatement>
  /// What its statements together may be about.
  let actionFilter: ActionFilter
  let variableTexts: [VariableText]
  let principals: [PrincipalElement]
  /// Whether the document is one statement that allows everything, as `FullAWSAccess` is and `AdministratorAccess`.
  let allowsEverything: Bool
  private let textConditions: PlainList<TextCondition>
  private let textPlaces: PlainList<PlainRun>
  private let conditionPlaces: [Int32]
  private let compiledConditions = AtomicLazyReference<Conditions>()

  /// The conditions of the statements that have any.
  private final class Conditions: Sendable {
    let lists: [[ConditionTest]]

    init(_ lists: [[ConditionTest]]) {
      self.lists = lists
    }
  }

  init(_ compiler: consuming PolicyCompiler, source: JSONNode, text: UnsafeBufferPointer<UInt8>) {
    self.source = source
    hasVariables = compiler.hasVariables
    bytes = PlainList(text, compiler.bytesBehind)
    patterns = PlainList(compiler.patterns)
    statements = PlainList(compiler.statements)
    textConditions = PlainList(compiler.textConditions)
    textPlaces = PlainList(compiler.textPlaces)
    actionFilter = compiler.statements.reduce(.none) { $0.union($1.actionFilter) }
    variableTexts = compiler.variableTexts
    conditionPlaces = compiler.conditions
    principals = compiler.principals
    allowsEverything =
      compiler.statements.count == 1 && compiler.statements[0].allowsEverything(compiler.patterns)
  }

  deinit {
    bytes.deallocate()
    patterns.deallocate()
    statements.deallocate()
    textConditions.deallocate()
    textPlaces.deallocate()
  }

  var version: String { hasVariables ? Self.currentVersion : Self.formerVersion }

  /// Whether a statement's Condition holds.
  func holds(
    _ statement: CompiledStatement, _ context: borrowing RequestContext,
    as interpretation: Interpretation
  ) -> Truth {
    guard statement.condition >= 0 else { return .yes }
    return textTruth(statement, context) ?? testTruth(statement, copy context, interpretation)
  }

  /// The answer of a Condition all of whose keys compare texts; nil where it takes more than that.
  private func textTruth(
    _ statement: CompiledStatement, _ context: borrowing RequestContext
  ) -> Truth? {
    guard !statement.texts.isEmpty else { return nil }
    var truth = Truth.yes
    for index in statement.texts.range {
      let one = textConditions[index].truth(in: context, textPlaces, bytes)
      guard let one else { return nil }
      truth = truth.and(one)
      if truth == .no { break }
    }
    return truth
  }

  private func testTruth(
    _ statement: CompiledStatement, _ context: RequestContext, _ interpretation: Interpretation
  ) -> Truth {
    var truth = Truth.yes
    for test in tests(of: statement) {
      truth = truth.and(test.truth(in: context, as: interpretation))
      if truth == .no { break }
    }
    return truth
  }

  /// The tests of a statement's Condition.
  func tests(of statement: CompiledStatement) -> [ConditionTest] {
    guard statement.condition >= 0 else { return [] }
    let conditions = compiledConditions.load() ?? compiledConditions.storeIfNil(readConditions())
    return conditions.lists[Int(statement.condition)]
  }

  var hasUnknownOperators: Bool {
    conditionPlaces.contains { place in
      source.value(at: Int(place)).members.contains { ConditionOperator($0.key) == nil }
    }
  }

  private func readConditions() -> Conditions {
    Conditions(
      conditionPlaces.map { place in
        source.value(at: Int(place)).membersByName.flatMap { name, keys in
          let condition = ConditionOperator(name)
          return keys.membersByName.map { key, value in
            ConditionTest(name, condition, key: key, value: value, variables: hasVariables)
          }
        }
      })
  }

  /// The statements as they stand in the document.
  var statementNodes: [JSONNode] {
    guard let statements = source["Statement"] else { return [] }
    return statements.isArray ? Array(statements.elements) : [statements]
  }

  /// A statement, its texts as written.
  func text(at index: Int) -> Statement { Statement(statementNodes[index], index: index) }

  func sid(at index: Int) -> String? { statementNodes[index]["Sid"]?.string }
}

/// A statement as places in the lists of its policy.
///
/// Trivially copyable.
struct CompiledStatement: Sendable {
  var actionFilter: ActionFilter
  var isDeny: Bool
  var actions: Patterns
  /// nil: the statement has no Resource element.
  var resources: Patterns?
  var hasVariables: Bool
  /// Places in the policy's lists; -1 for none.
  var principal: Int32 = -1
  var condition: Int32 = -1
  /// The tests of a Condition all of whose keys compare texts.
  var texts = PlainRun.none

  var effect: Effect { isDeny ? .deny : .allow }

  func allowsEverything(_ patterns: [CompiledPattern]) -> Bool {
    func isEvery(_ entries: Patterns?) -> Bool {
      guard let entries, !entries.isNegated else { return false }
      return entries.range.contains { patterns[$0].kind == .every }
    }
    return !isDeny && condition < 0 && principal < 0 && isEvery(actions) && isEvery(resources)
  }

  /// A run of entries, of Action or NotAction, of Resource or NotResource.
  struct Patterns: Sendable {
    var isNegated: Bool
    var lower: Int32
    var upper: Int32

    var range: Range<Int> { Int(lower)..<Int(upper) }
  }
}
