using System.Text.Json.Serialization;
using Router.Image.Boards;

namespace Router.Ctl.Boards;

/// <param name="Name">Of its folder.</param>
/// <param name="Architecture">As apk names it; empty where the profile has problems.</param>
/// <param name="Description">For people.</param>
/// <param name="Qemu">QEMU can start it.</param>
/// <param name="IsGood">The profile could be read.</param>
internal sealed record BoardRow(
    string Name, string Architecture, string Description, bool Qemu, [property: JsonPropertyName("good")] bool IsGood);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(List<BoardRow>))]
[JsonSerializable(typeof(List<BoardReport>))]
internal sealed partial class BoardJson : JsonSerializerContext;
