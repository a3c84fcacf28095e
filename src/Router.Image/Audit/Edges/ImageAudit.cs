using Router.Image.Apk;
using Router.Image.Trees.Edges;

namespace Router.Image.Audit.Edges;

/// <summary>Audits a built image or a root tree, by the board's profile and the manifest that it carries.</summary>
public static class ImageAudit
{
    /// <exception cref="ImageException">It cannot be read.</exception>
    public static async Task<AuditReport> RunAsync(ImagePlace place, CancellationToken stopping)
    {
        try
        {
            return DeviceAudit.Of(await place.ReadAsync(stopping));
        }
        catch (FileTreeException e)
        {
            throw new ImageException(e.Message, inner: e);
        }
    }

    /// <summary>What a build does with its tree: everything that is found is said, and a violation ends the build.</summary>
    /// <exception cref="ImageException">There is a violation.</exception>
    internal static void Require(string tree, string profile, IProgressSink progress)
    {
        var report = DeviceAudit.Of(TreeFolder.Read(tree));
        foreach (var idle in report.Idle)
            progress.Say($"warning: {profile}: {idle}");
        foreach (var finding in report.Violations)
            progress.Say($"audit: {finding.ToText()}");
        if (!report.IsClean)
            throw new ImageException(
                $"the audit found {report.Violations.Count} violations in the root tree; they are listed above",
                $"mend the packages or files, or give each a reason under audit: in {profile}",
                isInput: true);
    }
}
