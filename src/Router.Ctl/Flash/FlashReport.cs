using System.Text.Json.Serialization;

namespace Router.Ctl.Flash;

/// <summary>What <c>flash --json</c> prints.</summary>
internal sealed record FlashReport(string Image, string Target, long Bytes, string Sha256, long TargetBytes, bool TableMoved, bool Grown);

[JsonSerializable(typeof(FlashReport))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
internal sealed partial class FlashJson : JsonSerializerContext;
