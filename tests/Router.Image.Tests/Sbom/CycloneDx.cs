using System.Text.Json.Nodes;
using Json.Schema;

namespace Router.Image.Tests.Sbom;

/// <summary>The published JSON schema of CycloneDX 1.6.</summary>
internal static class CycloneDx
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Sbom", "Schemas");

    private static readonly JsonSchema Schema = Load();

    /// <summary>The identifiers of licences and exceptions that it knows.</summary>
    public static IEnumerable<string> Licenses()
    {
        var schema = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "spdx.SNAPSHOT.schema.json")))!;
        return schema["enum"]!.AsArray().Select(id => id!.GetValue<string>());
    }

    /// <summary>What the schema has against the document: a place and a sentence each.</summary>
    public static IReadOnlyList<string> Problems(string json)
    {
        var result = Schema.Evaluate(JsonNode.Parse(json), new EvaluationOptions { OutputFormat = OutputFormat.List });
        var problems = result.Details.Where(d => d.HasErrors)
            .SelectMany(d => d.Errors!.Select(e => $"{d.InstanceLocation}: {e.Value}"));
        return result.IsValid ? [] : [.. problems.DefaultIfEmpty("invalid")];
    }

    private static JsonSchema Load()
    {
        foreach (var part in new[] { "spdx.SNAPSHOT.schema.json", "jsf-0.82.SNAPSHOT.schema.json" })
            SchemaRegistry.Global.Register(new Uri($"http://cyclonedx.org/schema/{part}"), JsonSchema.FromFile(Path.Combine(Folder, part)));
        return JsonSchema.FromFile(Path.Combine(Folder, "bom-1.6.SNAPSHOT.schema.json"));
    }
}
