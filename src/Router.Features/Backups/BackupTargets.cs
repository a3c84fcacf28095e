using System.Net;
using System.Net.Sockets;

namespace Router.Features.Backups;

/// <summary>A <see cref="BackupTarget"/> as text: a path, <c>LABEL=NAME/FOLDER</c> or <c>sftp://USER@HOST[:PORT]/FOLDER</c>.</summary>
public static class BackupTargets
{
    public const string Stick = "LABEL=", Server = "sftp://";
    public const int UsualPort = 22;

    private const int LongestPath = 255, LongestLabel = 16, LongestUser = 64;

    /// <summary>Where disks are mounted, and what the data partition has for people.</summary>
    private static readonly string[] Places = ["/media/", "/mnt/", "/data/files/"];

    /// <summary>Null where it was understood, else what is wrong with it.</summary>
    public static string? TryParse(string text, out BackupTarget target)
    {
        target = new BackupTarget.Folder(text);
        if (text.StartsWith(Stick, StringComparison.Ordinal))
            return TryStick(text[Stick.Length..], ref target);
        if (text.StartsWith(Server, StringComparison.Ordinal))
            return TryServer(text[Server.Length..], ref target);
        if (!Places.Any(place => text.StartsWith(place, StringComparison.Ordinal) && text.Length > place.Length))
        {
            return $"is no folder below {string.Join(", ", Places.Select(place => place.TrimEnd('/')))}, no {Stick}NAME of a stick "
                + $"and no {Server}USER@HOST/FOLDER";
        }
        return text.Any(char.IsControl) ? "has characters that cannot be printed" : PathFault(text.TrimEnd('/')[1..]);
    }

    private static string? TryStick(string text, ref BackupTarget target)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var (label, path) = slash < 0 ? (text, "") : (text[..slash], text[(slash + 1)..].TrimEnd('/'));
        target = new BackupTarget.Stick(label, path);
        if (label.Length is 0 or > LongestLabel || !label.All(IsPlain))
            return $"has no label behind {Stick}: 1 to {LongestLabel} letters, digits and ._-";
        return path.Length == 0 ? null : PathFault(path) ?? PlainFault(path);
    }

    private static string? TryServer(string text, ref BackupTarget target)
    {
        var (slash, at) = (text.IndexOf('/', StringComparison.Ordinal), text.IndexOf('@', StringComparison.Ordinal));
        var (place, path) = slash < 0 ? (text, "") : (text[..slash], text[(slash + 1)..]);
        if (at < 1 || at > place.Length || at > LongestUser || !place[..at].All(IsPlain) || place[0] == '-')
            return $"names nobody who logs in: {Server}USER@HOST/FOLDER";
        if (!TryHost(place[(at + 1)..], out var host, out var port))
            return $"names no server: {Server}USER@HOST[:PORT]/FOLDER, an IPv6 address in brackets";
        target = new BackupTarget.Server(place[..at], host, port, path.Length > 1 ? path.TrimEnd('/') : path);
        return path.TrimStart('/').Length == 0 ? null : PathFault(path.Trim('/')) ?? PlainFault(path);
    }

    private static bool TryHost(string text, out string host, out int port)
    {
        var bracket = text.StartsWith('[') ? text.IndexOf(']', StringComparison.Ordinal) : -1;
        var colon = text.IndexOf(':', Math.Max(bracket, 0));
        host = bracket > 0 ? text[1..bracket] : colon < 0 ? text : text[..colon];
        port = UsualPort;
        if (bracket > 0 && colon != (text.Length > bracket + 1 ? bracket + 1 : -1))
            return false;
        if (colon >= 0 && (!int.TryParse(text[(colon + 1)..], out port) || port is < 1 or > 65535))
            return false;
        return bracket > 0
            ? IPAddress.TryParse(host, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6
            : host.Length is > 0 and <= 253 && host[0] != '-' && host.All(c => IsPlain(c) && c != '_');
    }

    private static string? PathFault(string path) => path.Length > LongestPath || path.Split('/').Any(part => part is "" or "." or "..")
        ? $"is no path: names between single slashes, without . and .., {LongestPath} characters at most"
        : null;

    private static string? PlainFault(string path) =>
        path.All(c => c == '/' || IsPlain(c)) ? null : "has a folder whose name is not of letters, digits and ._- alone";

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-';
}
