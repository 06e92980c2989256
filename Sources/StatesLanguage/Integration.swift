/// What a Task state calls, as its `Resource` says.
///
/// Source: https://docs.aws.amazon.com/step-functions/latest/dg/integrate-services.html
public struct Integration: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable {
    /// `arn:P:states:::SERVICE:ACTION`
    case optimized
    /// `arn:P:states:::aws-sdk:SERVICE:ACTION`
    case sdk
    /// The ARN of a Lambda function.
    case function
    /// The ARN of an activity.
    case activity
  }

  /// What the state waits for.
  public enum Pattern: String, Hashable, Sendable {
    /// The answer to the call.
    case request
    /// The end of the job, `.sync` or `.sync:2`.
    case sync
    /// A token that somebody sends back.
    case waitForTaskToken
  }

  public var kind: Kind
  /// The service as Step Functions names it, such as `ecs`; `activity` for an activity.
  public var service: String
  /// The action as Step Functions names it, such as `runTask`; empty for an activity.
  public var action: String
  public var pattern: Pattern
  /// 2 for `.sync:2`, which hands the result on as JSON, else 1.
  public var version: Int

  public var isSDK: Bool { kind == .sdk }

  /// Whether the call starts ECS tasks.
  public var startsTasks: Bool {
    guard service == "ecs" else { return false }
    switch kind {
    case .optimized: return action == "runTask"
    case .sdk: return action == "runTask" || action == "startTask"
    case .function, .activity: return false
    }
  }

  /// Reads a `Resource`, of any partition; nil for one that is not known.
  public init?(resource: String) {
    let parts = words(of: resource[...], separatedBy: UInt8(ascii: ":"))
    guard parts.count >= 6, parts[0] == "arn", !parts[1].isEmpty else { return nil }
    switch (parts[2], parts[5]) {
    case ("lambda", "function") where parts.count >= 7 && !parts[6].isEmpty:
      self.init(kind: .function, service: "lambda", action: "invoke")
    case ("states", "activity")
    where parts.count == 7 && !parts[4].isEmpty && !parts[6].isEmpty:
      self.init(kind: .activity, service: "activity", action: "")
    case ("states", "aws-sdk") where parts[3].isEmpty && parts[4].isEmpty && parts.count >= 7:
      self.init(kind: .sdk, service: parts[6], call: parts[7...])
    case ("states", let service) where parts[3].isEmpty && parts[4].isEmpty:
      self.init(kind: .optimized, service: service, call: parts[6...])
    default:
      return nil
    }
  }

  private init(kind: Kind, service: String, action: String) {
    self.kind = kind
    self.service = service
    self.action = action
    pattern = .request
    version = 1
  }

  /// Reads `ACTION`, `ACTION.sync`, `ACTION.sync:2` or `ACTION.waitForTaskToken`.
  private init?(kind: Kind, service: Substring, call: ArraySlice<Substring>) {
    guard !service.isEmpty, let first = call.first else { return nil }
    let words = words(of: first, separatedBy: UInt8(ascii: "."))
    guard !words[0].isEmpty, words.count <= 2, call.count <= 2 else { return nil }
    self.init(kind: kind, service: String(service), action: String(words[0]))
    switch (words.dropFirst().first, call.dropFirst().first) {
    case (nil, nil): break
    case ("sync", nil): pattern = .sync
    case ("sync", "2"):
      pattern = .sync
      version = 2
    case ("waitForTaskToken", nil): pattern = .waitForTaskToken
    default: return nil
    }
  }
}

/// The words between the separators, empty ones too.
///
/// Bytes are compared: over Characters, this would be the dearest part of a walk.
private func words(of text: Substring, separatedBy separator: UInt8) -> [Substring] {
  text.utf8.split(separator: separator, omittingEmptySubsequences: false).map { Substring($0) }
}
