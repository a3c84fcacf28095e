using System.Text.Json.Serialization;

namespace Router.Api.Controllers;

/// <summary>What goes between a controller, its devices and its operators.</summary>
[JsonSerializable(typeof(EnrolmentRequest))]
[JsonSerializable(typeof(EnrolmentToken))]
[JsonSerializable(typeof(RenewalRequest))]
[JsonSerializable(typeof(OperatorRequest))]
[JsonSerializable(typeof(Identity))]
[JsonSerializable(typeof(AssignedDocument))]
[JsonSerializable(typeof(RunReport))]
[JsonSerializable(typeof(DeviceStanding))]
[JsonSerializable(typeof(IReadOnlyList<DeviceStanding>))]
[JsonSerializable(typeof(RolloutOrder))]
[JsonSerializable(typeof(RolloutStanding))]
[JsonSerializable(typeof(IReadOnlyList<RolloutStanding>))]
[JsonSerializable(typeof(ControllerFault))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
public sealed partial class ControllerJson : JsonSerializerContext;
