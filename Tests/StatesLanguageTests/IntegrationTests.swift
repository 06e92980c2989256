import StatesLanguage
import Testing

@Suite("An integration")
struct IntegrationTests {
  @Test("is read off the resource", arguments: Vector.all)
  func resource(_ vector: Vector) {
    let integration = Integration(resource: vector.resource)
    let read = integration.map {
      "\($0.kind.rawValue) \($0.service) \($0.action) \($0.pattern.rawValue) \($0.version)"
    }
    #expect(read == vector.integration)
    #expect(integration?.startsTasks ?? false == vector.startsTasks)
  }

  struct Vector: CustomTestStringConvertible, Sendable {
    let resource: String
    let integration: String?
    let startsTasks: Bool

    init(_ resource: String, _ integration: String?, startsTasks: Bool = false) {
      self.resource = resource
      self.integration = integration
      self.startsTasks = startsTasks
    }

    var testDescription: String { resource }

    static let all = [
      Vector(
        "arn:aws:states:::ecs:runTask", "optimized ecs runTask request 1", startsTasks: true),
      Vector(
        "arn:aws:states:::ecs:runTask.sync", "optimized ecs runTask sync 1", startsTasks: true),
      Vector(
        "arn:aws-cn:states:::ecs:runTask.waitForTaskToken",
        "optimized ecs runTask waitForTaskToken 1", startsTasks: true),
      Vector(
        "arn:aws-us-gov:states:::aws-sdk:ecs:runTask", "sdk ecs runTask request 1",
        startsTasks: true),
      Vector(
        "arn:aws:states:::aws-sdk:ecs:startTask.waitForTaskToken",
        "sdk ecs startTask waitForTaskToken 1", startsTasks: true),
      Vector("arn:aws:states:::ecs:startTask", "optimized ecs startTask request 1"),
      Vector("arn:aws:states:::aws-sdk:ecs:stopTask", "sdk ecs stopTask request 1"),
      Vector(
        "arn:aws:states:::states:startExecution.sync:2", "optimized states startExecution sync 2"),
      Vector(
        "arn:aws:states:::aws-sdk:sfn:startExecution", "sdk sfn startExecution request 1"),
      Vector("arn:aws:states:::http:invoke", "optimized http invoke request 1"),
      Vector(
        "arn:aws:lambda:eu-west-1:123456789012:function:f", "function lambda invoke request 1"),
      Vector(
        "arn:aws:lambda:eu-west-1:123456789012:function:f:live",
        "function lambda invoke request 1"),
      Vector(
        "arn:aws:states:eu-west-1:123456789012:activity:a", "activity activity  request 1"),
      Vector("", nil),
      Vector("ecs:runTask", nil),
      Vector("arn::states:::ecs:runTask", nil),
      Vector("arn:aws:states:::ecs", nil),
      Vector("arn:aws:states:::ecs:", nil),
      Vector("arn:aws:states:::ecs:.sync", nil),
      Vector("arn:aws:states:::ecs:runTask.", nil),
      Vector("arn:aws:states:::ecs:runTask.later", nil),
      Vector("arn:aws:states:::ecs:runTask.sync.sync", nil),
      Vector("arn:aws:states:::ecs:runTask.sync:3", nil),
      Vector("arn:aws:states:::ecs:runTask.sync:", nil),
      Vector("arn:aws:states:::ecs:runTask:2", nil),
      Vector("arn:aws:states:::ecs:runTask.waitForTaskToken:2", nil),
      Vector("arn:aws:states:::aws-sdk:ecs", nil),
      Vector("arn:aws:states:eu-west-1:123456789012:ecs:runTask", nil),
      Vector("arn:aws:lambda:eu-west-1:123456789012:function:", nil),
      Vector("arn:aws:states:eu-west-1:123456789012:activity:", nil),
      Vector("${LambdaArn}", nil),
    ]
  }
}
