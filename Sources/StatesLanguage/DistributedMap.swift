import JSON

/// A Map state that runs its items as executions of their own: a Distributed Map.
///
/// Source: https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html
public struct DistributedMap: Sendable {
  /// Where Step Functions reads items, or writes results.
  public struct Storage: Sendable {
    /// The call, as in `s3:getObject`; nil where it is not known.
    public var call: String?
    /// The name of the bucket.
    public var bucket: Scalar

    init(_ node: JSONNode) {
      let integration = node["Resource"]?.string.flatMap(Integration.init(resource:))
      call = integration.map { "\($0.service):\($0.action)" }
      let given = node["Arguments"] ?? node["Parameters"]
      bucket =
        given.map { Argument($0, .statesLanguage)["Bucket"].scalar }
        ?? .dynamic("no Parameters")
    }
  }

  /// The names of the states on the way, as in a `TaskState`.
  public let locator: String
  /// nil: the items come with the input.
  public let reader: Storage?
  /// nil: the results are handed on.
  public let writer: Storage?

  /// Reads a Map state; nil for one whose items run within the execution.
  init?(_ node: JSONNode, locator: String) {
    let processor = node["ItemProcessor"] ?? node["Iterator"]
    guard processor?["ProcessorConfig"]?["Mode"]?.string == "DISTRIBUTED" else { return nil }
    self.locator = locator
    reader = node["ItemReader"].map(Storage.init)
    writer = node["ResultWriter"].map(Storage.init)
  }
}
