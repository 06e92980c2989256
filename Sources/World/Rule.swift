import JSON

/// A rule as far as rules that start tasks or state machines, or that Step Functions makes to hear of tasks, are judged.
struct Rule {
  /// A target that is an event bus.
  struct BusTarget {
    var locator: String
    var bus: String
    /// nil: neither the target nor the rule names one.
    var role: String?
  }

  /// That by which Step Functions learns that tasks have ended, one for all state machines of an account and region.
  ///
  /// Source: https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html
  static let ofEndedTasks = "rule/StepFunctionsGetEventsForECSTaskRule"

  var id: Int64
  var arn: String
  var account: String
  var region: String
  var bus: String
  var isEnabled: Bool
  var managedBy: String?
  var hasPattern: Bool
  var hasSchedule: Bool
  /// nil: not read.
  var targets: Int?
  /// How many targets start tasks or state machines.
  var starting = 0
  /// How many of these have no dead-letter queue.
  var unqueued = 0
  var buses: [BusTarget] = []

  /// Takes what `list-rules` printed; nil for rules that AWS manages, but for the one.
  init?(_ resource: Inventory.Resource, _ rule: JSONNode?, targets: JSONNode?) {
    let managedBy = rule?["managedBy"]?.string
    guard let rule, managedBy == nil || resource.arn.hasSuffix(":" + Self.ofEndedTasks) else {
      return nil
    }
    id = resource.id
    arn = resource.arn
    account = resource.account
    region = resource.region
    bus = rule["bus"]?.string ?? "default"
    isEnabled = rule["state"]?.string != "DISABLED"
    self.managedBy = managedBy
    hasPattern = rule["pattern"] != nil
    hasSchedule = rule["schedule"] != nil
    self.targets = targets?.count
  }

  /// Counts a target.
  mutating func add(_ target: JSONNode, starts: Bool, role: String?) {
    if starts {
      starting += 1
      if target["deadLetter"]?.string == nil { unqueued += 1 }
    }
    guard let arn = target["arn"]?.string, let name = ResourceName(arn), name.service == "events",
      name.resource.hasPrefix("event-bus/")
    else { return }
    buses.append(BusTarget(locator: target["id"]?.string ?? "", bus: arn, role: role))
  }
}
