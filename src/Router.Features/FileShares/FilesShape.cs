using Router.Core.Shapes;
using Router.Documents.Shapes;

namespace Router.Features.FileShares;

internal static class FilesShape
{
    private static readonly RecordShape<ShareConfig> Share = new RecordShape<ShareConfig>(
            "file share", "A folder for users.", () => new() { Path = "" })
        .With("path", Scalars.Text("folder", "media", check: ShareNames.CheckFolder), s => s.Path, (s, v) => s with { Path = v },
            "Below the data partition's files folder.", required: true)
        .With("read", new ListShape<string>(NameScalars.User), s => s.Read, (s, v) => s with { Read = v }, "Users who may read.")
        .With("write", new ListShape<string>(NameScalars.User), s => s.Write, (s, v) => s with { Write = v },
            "Users who may read and write.")
        .With("comment", NameScalars.Remark("films and music", SambaText.CannotHold), s => s.Comment, (s, v) => s with { Comment = v },
            "Shown to those who browse.");

    public static readonly RecordShape<FilesConfig> Shape = new RecordShape<FilesConfig>("files", "File shares (Samba).", () => new())
        .With("zones", ZoneShape.Zones, f => f.Zones, (f, v) => f with { Zones = v },
            "Where it listens; without any, the zones that are not masqueraded.")
        .With("workgroup", Scalars.Text("name", "WORKGROUP", check: CheckWorkgroup), f => f.Workgroup, (f, v) => f with { Workgroup = v },
            "The workgroup shown to those who browse.")
        .With("shares", new MapShape<string, ShareConfig>(Scalars.Text("name", "media", check: ShareNames.Check), Share), f => f.Shares,
            (f, v) => f with { Shares = v }, "Shares by name.");

    /// <summary>NetBIOS: 15 characters.</summary>
    private static string? CheckWorkgroup(string name) =>
        name.Length is > 0 and <= 15 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            ? null
            : "is no workgroup: 15 letters, digits, '-' and '_' at most";
}
