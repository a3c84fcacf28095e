namespace Router.Features.FileShares;

/// <summary>Where shares are on the device.</summary>
internal static class ShareFolders
{
    public const string Root = "/data/files";
}
