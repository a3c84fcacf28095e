namespace Router.Core.Boards;

/// <summary>The architectures that a board may have, as apk names them.</summary>
public static class ArchitectureNames
{
    public const string X64 = "x86_64";

    public const string Arm64 = "aarch64";
}
