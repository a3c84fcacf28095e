using Router.Core.Shapes;
using Router.Documents.Shapes;
using Router.Features.FileShares;

namespace Router.Features.Tftp;

internal static class TftpShape
{
    private const int LongestFolder = 200;

    public static readonly RecordShape<TftpConfig> Shape = new RecordShape<TftpConfig>(
            "TFTP", "Files for hosts that start from the network.", () => new())
        .With("zones", ZoneShape.Zones, t => t.Zones, (t, v) => t with { Zones = v }, "Where it answers.")
        .With("root", Scalars.Text("folder", "netboot", check: CheckFolder), t => t.Root, (t, v) => t with { Root = v },
            "A folder below the data partition's tftp folder, or below that of the share; without it that one.")
        .With("share", Scalars.Text("name", "netboot", check: ShareNames.Check), t => t.Share, (t, v) => t with { Share = v },
            "The file share whose folder it is: whoever may write there puts the files.");

    /// <summary>Null: it stands in dnsmasq's file as it is.</summary>
    public static string? CheckFolder(string path) =>
        path.Length is > 0 and <= LongestFolder && path.Split('/').All(part => part is not ("" or "." or "..") && part.All(IsPlain))
            ? null
            : "is no folder below tftp: names with letters, digits, '.', '_' and '-' between slashes, without '..'";

    private static bool IsPlain(char sign) => char.IsAsciiLetterOrDigit(sign) || sign is '.' or '_' or '-';
}
