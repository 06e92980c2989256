import GRDB
public import JSON
public import Store

/// The world that stands in a store, and what was said when it was built.
///
/// A world is a function of the record, the configuration and the time. Where none of them says anything else, the one that
/// stands is the one that would be built.
public struct StandingWorld: Sendable {
  public var result: WorldBuilder.Result
  /// Tells worlds apart: what it is made of, and the time for which it was built.
  public var identity: String
  /// Whether it stood before.
  public var isCarriedOver: Bool

  /// The world in a store, built only if another one stands there.
  ///
  /// - Parameters:
  ///   - store: where the record is.
  ///   - basis: everything that the world is made of, but for the time.
  ///   - assumptions: values of condition keys that no export tells.
  ///   - expectations: what applications need.
  /// - Throws: `DatabaseError`.
  public init(
    in store: Store, of basis: String, assuming assumptions: [Assumption],
    expecting expectations: [Expectation]
  ) throws {
    if let standing = try store.writer.read({ try Self.standing($0, basis) }) {
      self = standing
      return
    }
    self = try store.writeTrusted { db in
      let result = try WorldBuilder.build(db, assuming: assumptions, expecting: expectations)
      let world = StandingWorld(
        result: result, identity: "\(basis) \(result.builtFor)", isCarriedOver: false)
      try db.execute(sql: "UPDATE store SET world = ?", arguments: [world.text(basis)])
      return world
    }
  }

  private init(result: WorldBuilder.Result, identity: String, isCarriedOver: Bool) {
    self.result = result
    self.identity = identity
    self.isCarriedOver = isCarriedOver
  }

  private static func standing(_ db: Database, _ basis: String) throws -> StandingWorld? {
    guard let text = try String.fetchOne(db, sql: "SELECT world FROM store"),
      let value = (try? JSONDocument(text: text)).map({ JSONValue($0.root) }),
      value["basis"]?.string == basis, let builtFor = value["builtFor"]?.string,
      let now = try String.fetchOne(db, sql: "SELECT at FROM import ORDER BY id DESC"),
      now >= builtFor
    else { return nil }
    let next = value["sameUntil"]?.string
    if let next, next < now { return nil }
    func texts(_ value: JSONValue?) -> [String] { value?.array?.compactMap(\.string) ?? [] }
    let result = WorldBuilder.Result(
      notes: value["notes"]?.array?.map(WorldNote.init) ?? [],
      accountsWithoutServiceControl: texts(value["accountsWithoutServiceControl"]),
      assumedLatest: value["assumedLatest"]?.array?.map(texts).filter { $0.count == 2 }
        .map { ($0[0], $0[1]) } ?? [],
      scopes: try Scopes(db).imports, launches: value["launches"]?.int ?? 0,
      unmetExpectations: value["unmetExpectations"]?.array?.map(Expectation.init) ?? [],
      builtFor: builtFor, sameUntil: next)
    return StandingWorld(
      result: result, identity: "\(basis) \(builtFor)", isCarriedOver: true)
  }

  private func text(_ basis: String) -> String {
    let value: JSONValue = [
      "basis": .string(basis), "builtFor": .string(result.builtFor),
      "sameUntil": JSONValue(result.sameUntil), "launches": JSONValue(result.launches),
      "notes": .array(result.notes.map(\.value)),
      "accountsWithoutServiceControl": .array(
        result.accountsWithoutServiceControl.map(JSONValue.string)),
      "assumedLatest": .array(
        result.assumedLatest.map { .array([.string($0.account), .string($0.region)]) }),
      "unmetExpectations": .array(result.unmetExpectations.map(\.value)),
    ]
    return value.canonical()
  }
}

extension WorldNote {
  fileprivate init(_ value: JSONValue) {
    self.init(
      resource: value["resource"]?.string ?? "", account: value["account"]?.string,
      aspect: value["aspect"]?.string ?? "", pointer: value["pointer"]?.string ?? "",
      text: value["text"]?.string ?? "", hint: value["hint"]?.string,
      isError: value["isError"]?.bool ?? true)
  }

  fileprivate var value: JSONValue {
    [
      "resource": .string(resource), "account": JSONValue(account), "aspect": .string(aspect),
      "pointer": .string(pointer), "text": .string(text), "hint": JSONValue(hint),
      "isError": .bool(isError),
    ]
  }
}

extension Expectation {
  /// Reads what `value` wrote.
  public init(_ value: JSONValue) {
    self.init(
      taskDefinition: value["taskDefinition"]?.string ?? "",
      actions: value["actions"]?.array?.compactMap(\.string) ?? [],
      resources: value["resources"]?.array?.compactMap(\.string) ?? [])
  }

  /// As the record keeps it.
  public var value: JSONValue {
    [
      "taskDefinition": .string(taskDefinition), "actions": .array(actions.map(JSONValue.string)),
      "resources": .array(resources.map(JSONValue.string)),
    ]
  }
}
