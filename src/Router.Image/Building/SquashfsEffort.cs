namespace Router.Image.Building;

/// <summary>How hard to compress.</summary>
public enum SquashfsEffort
{
    /// <summary>zstd 9, blocks of 256 KiB: 2 CPU-seconds for 130 MB.</summary>
    Development,

    /// <summary>zstd 19, blocks of 1 MiB: a seventh smaller, 34 CPU-seconds.</summary>
    Release,
}
