using System.Text.Json.Serialization;
using Router.Core.Boards;
using Router.Image.Audit;

namespace Router.Ctl.Image;

/// <summary><c>image audit --json</c>; properties have the names of a board's profile.</summary>
internal sealed record AuditJson(
    bool Clean, IReadOnlyList<AuditRow> Properties, IReadOnlyList<AuditFinding> Violations, IReadOnlyList<AuditFinding> Allowed,
    IReadOnlyList<string> Warnings)
{
    public static AuditJson Of(AuditReport report) => new(
        report.IsClean,
        [.. report.Properties.Select(t => new AuditRow(HardeningWords.Of(t.Property), t.Files, t.Good, t.Bad, t.Allowed, t.Unknown))],
        [.. report.Violations.Select(Finding)], [.. report.Allowed.Select(Finding)], report.Idle);

    private static AuditFinding Finding(Finding finding) => new(finding.Path, HardeningWords.Of(finding.Property), finding.What);
}

internal sealed record AuditRow(string Property, int Files, int Good, int Bad, int Allowed, int Unknown);

internal sealed record AuditFinding(string Path, string Property, string What);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(AuditJson))]
[JsonSerializable(typeof(InspectJson))]
[JsonSerializable(typeof(ImageDiffJson))]
internal sealed partial class ImageJson : JsonSerializerContext;
