namespace Router.Image.Root;

/// <summary>The names that the kernel looks for when a driver wants a file of firmware.</summary>
internal static class FirmwareNames
{
    /// <summary>As it is, and packed.</summary>
    public static string[] Of(string file) => [file, $"{file}.zst", $"{file}.xz"];
}
