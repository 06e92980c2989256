import Importers
import JSON

/// An export in memory and what reading it gave.
struct Reading {
  var readings: [ResourceReading]
  var summary: ImportSummary

  init(_ files: [String: String], strict: Bool = false) throws {
    try self.init(ExportReader([.texts(name: "", files: files)], strict: strict))
  }

  init(_ reader: ExportReader) throws {
    var all: [ResourceReading] = []
    summary = try reader.read { all += $0 }
    readings = all
  }

  /// The only reading of a kind, and its ARN.
  func arns(_ kind: ResourceKind) -> [String] { readings.filter { $0.kind == kind }.map(\.arn) }

  /// The body of an aspect, from whichever reading has it.
  func body(_ arn: String, _ aspect: String) -> String? {
    readings.filter { $0.arn == arn }.flatMap(\.aspects).last { $0.name == aspect }?.body
  }

  /// A value in the body of an aspect.
  func value(_ arn: String, _ aspect: String) throws -> JSONValue? {
    try body(arn, aspect).map { JSONValue(try JSONDocument(text: $0).root) }
  }

  func coverage(_ kind: ResourceKind) -> Coverage? {
    summary.coverage.first { $0.scope.kind == kind.rawValue }
  }

  var errors: [ImportNote] { summary.notes.filter { $0.severity == .error } }
}

/// Names of the small account that the tests export.
enum Small {
  static let account = "111122223333"
  static let region = "ap-northeast-1"
  static let regional = "\(account)/\(region)"

  static func arn(_ service: String, _ resource: String) -> String {
    let place = service == "iam" ? ":" : "\(region):"
    return "arn:aws:\(service):\(place)\(account):\(resource)"
  }

  static func role(_ name: String, _ more: String = "") -> String {
    """
    {"Path": "/", "RoleName": "\(name)", "RoleId": "AROA\(name)", "Arn": "\(arn("iam", "role/\(name)"))",
     "CreateDate": "2026-03-01T09:00:00+00:00",
     "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
       "Principal": {"Service": "states.amazonaws.com"}, "Action": "sts:AssumeRole"}]}\(more)}
    """
  }

  /// What the export shows of a role that has no policies.
  static let noPolicies = #", "RolePolicyList": [], "AttachedManagedPolicies": []"#

  static func details(_ role: String, rest: String = #", "IsTruncated": false"#) -> String {
    #"{"UserDetailList": [], "GroupDetailList": [], "RoleDetailList": [\#(role)], "Policies": []\#(rest)}"#
  }

  /// A text as a JSON string.
  static func quoted(_ text: String) -> String { JSONValue.string(text).canonical() }

  static func stateMachine(_ name: String, _ definition: String) -> String {
    """
    {"stateMachineArn": "\(arn("states", "stateMachine:\(name)"))", "name": "\(name)", "status": "ACTIVE",
     "definition": \(quoted(definition)), "roleArn": "\(arn("iam", "role/sfn"))", "type": "STANDARD",
     "creationDate": 1795246107.137412, "loggingConfiguration": {"level": "OFF", "includeExecutionData": false},
     "tracingConfiguration": {"enabled": false}}
    """
  }

  static func taskDefinition(_ family: String, _ revision: Int, containers: String = "[]")
    -> String
  {
    """
    {"taskDefinition": {"taskDefinitionArn": "\(arn("ecs", "task-definition/\(family):\(revision)"))",
     "containerDefinitions": \(containers), "family": "\(family)", "revision": \(revision), "status": "ACTIVE",
     "registeredAt": "2026-03-01T09:00:00+00:00"}, "tags": []}
    """
  }

  static func schedule(_ name: String, target: String, more: String = "") -> String {
    """
    {"Arn": "\(arn("scheduler", "schedule/default/\(name)"))", "GroupName": "default", "Name": "\(name)",
     "ScheduleExpression": "rate(1 day)", "State": "ENABLED", "Target": \(target)\(more)}
    """
  }

  static func pipe(_ name: String, _ parameters: String) -> String {
    """
    {"Arn": "\(arn("pipes", "pipe/\(name)"))", "Name": "\(name)", "DesiredState": "RUNNING", "CurrentState": "RUNNING",
     "Source": "\(arn("sqs", "orders"))", "Target": "\(arn("ecs", "cluster/main"))", "RoleArn": "arn:r",
     "TargetParameters": \(parameters), "CreationTime": "2026-03-01T09:00:00+00:00"}
    """
  }
}
