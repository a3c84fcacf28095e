using System.Text;
using Router.Documents.Editing;
using Router.Features.Configuration;

namespace Router.Ctl.Fleets;

/// <summary>What differs between what a device runs and what it is to run.</summary>
internal static class DocumentChanges
{
    /// <summary>As <c>diff -u</c> has it; empty: they are the same, or one of them is no document.</summary>
    public static IReadOnlyList<string> Of(string? before, string after) =>
        before is not null && Read(before) is { } old && Read(after) is { } next ? ConfigDiff.Unified(old, next) : [];

    private static ConfigDocument? Read(string text) => ConfigReader.Read(Encoding.UTF8.GetBytes(text)).Document;
}
