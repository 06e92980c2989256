import JSON
import StatesLanguage
import Testing

@testable import World

@Suite("The table of integrations")
struct IntegrationCatalogueTests {
  private let catalogue = IntegrationCatalogue.bundled

  private func row(_ name: String) throws -> IntegrationCatalogue.Row? {
    try catalogue.row(for: #require(Integration(resource: "arn:aws:states:::\(name)")))
  }

  @Test("is read to the last member")
  func decoding() throws {
    let text = try #require(Embedded.files["Integrations.json"])
    let root = try JSONDocument(text: text).root
    let rows = try #require(root["optimized"])
    let members = Set(rows.members.flatMap { $1.members.map(\.key) })
    #expect(members == ["calls", "keys", "passes", "rule", "sync", "when"])
    for (name, node) in rows.members {
      let row = try #require(try row(name), "\(name)")
      #expect(row.calls.count == node["calls"]?.count, "\(name)")
      #expect(row.sync.count == node["sync"]?.count ?? 0, "\(name)")
      #expect(row.passedRoles.count == node["passes"]?["roles"]?.count ?? 0, "\(name)")
      #expect((row.passedTo == nil) == (node["passes"] == nil), "\(name)")
      #expect(row.keys.count == node["keys"]?.count ?? 0, "\(name)")
      #expect(row.when.count == node["when"]?.count ?? 0, "\(name)")
      for action in (row.calls + row.sync).flatMap(\.actions) {
        #expect(action.wholeMatch(of: /[a-z0-9-]+:[A-Z][A-Za-z]+/) != nil, "\(name): \(action)")
      }
    }
    let named = try #require(root["sdk"]?["on"])
    for (name, _) in named.members {
      guard case .anything? = try row("aws-sdk:\(name)")?.calls.first?.target else { continue }
      Issue.record("\(name) is asked on anything")
    }
  }

  // https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html
  @Test("has every optimized integration but those that start tasks")
  func complete() {
    let emr = [
      "addStep", "cancelStep", "createCluster", "modifyInstanceFleetByName",
      "modifyInstanceGroupByName", "setClusterTerminationProtection", "terminateCluster",
    ].map { "elasticmapreduce:\($0)" }
    let sageMaker = [
      "Endpoint", "EndpointConfig", "HyperParameterTuningJob", "LabelingJob", "Model",
      "ProcessingJob", "TrainingJob", "TransformJob",
    ].map { "sagemaker:create\($0)" }
    let kubernetes = [
      "call", "createCluster", "createFargateProfile", "createNodegroup", "deleteCluster",
      "deleteFargateProfile", "deleteNodegroup", "runJob",
    ].map { "eks:\($0)" }
    let others = [
      "apigateway:invoke", "athena:startQueryExecution", "batch:submitJob",
      "bedrock:createModelCustomizationJob", "bedrock:invokeModel", "codebuild:startBuild",
      "codebuild:startBuildBatch", "databrew:startJobRun", "dynamodb:deleteItem",
      "dynamodb:getItem", "dynamodb:putItem", "dynamodb:updateItem",
      "emr-containers:createVirtualCluster", "emr-containers:deleteVirtualCluster",
      "emr-containers:startJobRun", "emr-serverless:createApplication",
      "emr-serverless:startApplication", "emr-serverless:startJobRun", "events:putEvents",
      "glue:startJobRun", "http:invoke", "lambda:invoke", "mediaconvert:createJob", "sns:publish",
      "sqs:sendMessage", "states:startExecution",
    ]
    #expect(catalogue.names == (emr + sageMaker + kubernetes + others).sorted())
  }

  @Test(
    "derives the action of a call of the SDK from its names, with exceptions",
    arguments: [
      ("sfn:startExecution", ["states:StartExecution"]),
      ("cognitoidentityprovider:adminGetUser", ["cognito-idp:AdminGetUser"]),
      ("ec2:describeInstances", ["ec2:DescribeInstances"]),
      ("lambda:invoke", ["lambda:InvokeFunction"]), ("s3:headObject", ["s3:GetObject"]),
      ("s3:copyObject", ["s3:GetObject", "s3:PutObject"]), ("sesv2:sendEmail", ["ses:SendEmail"]),
      ("cloudwatch:putMetricData", ["cloudwatch:PutMetricData"]),
      ("bedrockruntime:converse", ["bedrock:InvokeModel"]),
      ("sagemakerruntime:invokeEndpoint", ["sagemaker:InvokeEndpoint"]),
      ("apigateway:getRestApis", ["apigateway:*"]),
      ("dynamodb:executeStatement", ["dynamodb:PartiQL*"]),
      ("sqs:sendMessageBatch", ["sqs:SendMessage"]),
    ])
  func derived(_ name: String, _ actions: [String]) throws {
    let row = try #require(try row("aws-sdk:\(name)"))
    #expect(row.calls.flatMap(\.actions) == actions)
    #expect(row.calls.allSatisfy { !$0.isNamed })
  }

  @Test("asks nothing of what starts tasks, nor of activities")
  func nothing() throws {
    #expect(try row("ecs:runTask.sync") == nil)
    #expect(try row("aws-sdk:ecs:runTask") == nil)
    let activity = try #require(
      Integration(resource: "arn:aws:states:eu-west-1:111122223333:activity:a"))
    #expect(catalogue.row(for: activity) == nil)
  }

  @Test("derives what is called from the arguments", arguments: Vector.all)
  func resources(_ vector: Vector) throws {
    let resource =
      vector.name.hasPrefix("arn:") ? vector.name : "arn:aws:states:::\(vector.name)"
    let text = """
      {"StartAt": "S", "States": {"S": {"Type": "Task", "Resource": "\(resource)",
       "Parameters": \(vector.parameters), "End": true}}}
      """
    let state = try #require(
      try StateMachineDefinition(JSONDocument(text: text).root).taskStates.first)
    let integration = try #require(state.integration)
    let place = IntegrationPlace(
      partition: "aws", region: "eu-west-1", account: "111122223333")
    let calls = try #require(catalogue.row(for: integration)).calls.filter(\.isNamed)
    let resources = calls.flatMap {
      $0.target.resources(
        state.arguments, of: integration, resource: resource, machine: "OWN", in: place)
    }
    let shown = resources.map { [$0.name, $0.other].compactMap { $0 }.joined(separator: " or ") }
    let here = ":eu-west-1:111122223333:"
    #expect(shown == vector.resources.map { $0.replacing("~", with: here) })
  }

  struct Vector: CustomTestStringConvertible, Sendable {
    let name: String
    let parameters: String
    /// With `~` for the region and account.
    let resources: [String]

    init(_ name: String, _ parameters: String, _ resources: [String]) {
      self.name = name
      self.parameters = parameters
      self.resources = resources
    }

    var testDescription: String { "\(name) \(parameters)" }

    private static let function = "arn:aws:lambda~function:f"
    static let all = [
      Vector("lambda:invoke", #"{"FunctionName": "f"}"#, [function]),
      Vector("lambda:invoke", #"{"FunctionName": "f:v"}"#, ["\(function):v or \(function)"]),
      Vector(
        "lambda:invoke", #"{"FunctionName": "f", "Qualifier.$": "$.q"}"#,
        ["\(function):* or \(function)"]),
      Vector(
        "lambda:invoke", #"{"FunctionName": "210987654321:function:f"}"#,
        ["arn:aws:lambda:eu-west-1:210987654321:function:f"]),
      Vector("lambda:invoke", #"{"FunctionName.$": "$.f"}"#, ["arn:aws:lambda~function:*"]),
      Vector(
        "lambda:invoke", #"{"FunctionName.$": "States.Format('job-{}', $.f)"}"#,
        ["arn:aws:lambda~function:job-*"]),
      Vector(
        "arn:aws:lambda:us-east-1:111122223333:function:f:v", "{}",
        [
          "arn:aws:lambda:us-east-1:111122223333:function:f:v or arn:aws:lambda:us-east-1:111122223333:function:f"
        ]),
      Vector(
        "states:startExecution",
        #"{"StateMachineArn": "arn:aws:states:eu-west-1:111122223333:stateMachine:m:1"}"#,
        ["arn:aws:states~stateMachine:m:1 or arn:aws:states~stateMachine:m"]),
      Vector(
        "states:startExecution", #"{"StateMachineArn.$": "$.m"}"#,
        ["arn:aws:states~stateMachine:*"]),
      Vector(
        "sqs:sendMessage",
        #"{"QueueUrl": "https://sqs.us-east-1.amazonaws.com/210987654321/jobs.fifo"}"#,
        ["arn:aws:sqs:us-east-1:210987654321:jobs.fifo"]),
      Vector(
        "sqs:sendMessage", #"{"QueueUrl": "https://queue.example/jobs"}"#, ["arn:aws:sqs~*"]),
      Vector("sns:publish", #"{"PhoneNumber": "x"}"#, ["*"]),
      Vector("sns:publish", #"{"TopicArn.$": "$.t"}"#, ["arn:aws:sns~*"]),
      Vector("dynamodb:getItem", #"{"TableName": "t"}"#, ["arn:aws:dynamodb~table/t"]),
      Vector(
        "dynamodb:getItem", #"{"TableName": "arn:aws:dynamodb:us-east-1:210987654321:table/t"}"#,
        ["arn:aws:dynamodb:us-east-1:210987654321:table/t"]),
      Vector(
        "events:putEvents", #"{"Entries": [{"EventBusName": "b"}, {}, {"EventBusName": "b"}]}"#,
        ["arn:aws:events~event-bus/b", "arn:aws:events~event-bus/default"]),
      Vector("events:putEvents", #"{"Entries.$": "$.e"}"#, ["arn:aws:events~event-bus/*"]),
      Vector(
        "athena:startQueryExecution", "{}",
        ["arn:aws:athena~workgroup/primary", "arn:aws:athena~datacatalog/*"]),
      Vector(
        "bedrock:invokeModel", #"{"ModelId": "anthropic.claude-v2:1"}"#,
        ["arn:aws:bedrock:eu-west-1::foundation-model/anthropic.claude-v2:1"]),
      Vector(
        "bedrock:invokeModel", #"{"ModelId": "eu.anthropic.claude-v2:1"}"#, ["arn:aws:bedrock:*"]),
      Vector(
        "http:invoke",
        #"{"Authentication": {"ConnectionArn": "arn:aws:events:eu-west-1:111122223333:connection/c"}}"#,
        [
          "OWN", "arn:aws:events~connection/c",
          "arn:aws:secretsmanager~secret:events!connection/*",
        ]),
      Vector(
        "apigateway:invoke", #"{"ApiEndpoint": "a.execute-api.us-east-1.amazonaws.com"}"#,
        ["arn:aws:execute-api:us-east-1:111122223333:a/*/*/*"]),
    ]
  }
}
