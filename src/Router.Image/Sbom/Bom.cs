using System.Text.Json.Serialization;

namespace Router.Image.Sbom;

/// <summary>A CycloneDX 1.6 document: the part of it that an image needs, in the order of the specification.</summary>
internal sealed record Bom(
    string BomFormat, string SpecVersion, string? SerialNumber, int Version, BomMetadata Metadata, IReadOnlyList<BomComponent> Components,
    IReadOnlyList<BomDependency> Dependencies);

/// <param name="Timestamp">Null: none, for a document of the same image is the same whenever it is made.</param>
internal sealed record BomMetadata(string? Timestamp, BomComponent Component);

internal sealed record BomComponent(string Type, [property: JsonPropertyName("bom-ref")] string Ref, string Name, string Version)
{
    public string? Description { get; init; }

    public IReadOnlyList<BomHash>? Hashes { get; init; }

    public IReadOnlyList<BomLicense>? Licenses { get; init; }

    public string? Purl { get; init; }

    public IReadOnlyList<BomProperty>? Properties { get; init; }
}

internal sealed record BomHash(string Alg, string Content);

/// <summary>An expression, or a licence by its identifier or its name.</summary>
internal sealed record BomLicense(BomLicenseName? License, string? Expression);

internal sealed record BomLicenseName(string? Id, string? Name);

internal sealed record BomProperty(string Name, string Value);

internal sealed record BomDependency(string Ref, IReadOnlyList<string> DependsOn);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Bom))]
internal sealed partial class BomJson : JsonSerializerContext;
