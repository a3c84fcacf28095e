namespace Router.Bundles;

/// <summary>Why a bundle is not taken.</summary>
public enum BundleFault
{
    /// <summary>It is no bundle, or one of a format that is not known.</summary>
    NoBundle,

    /// <summary>It ends before its end.</summary>
    CutOff,

    /// <summary>Something in it is not what was signed.</summary>
    Damaged,

    /// <summary>Nobody whose releases are taken has signed it.</summary>
    Untrusted,

    /// <summary>It is of another board or architecture.</summary>
    WrongBoard,

    /// <summary>It is older than what runs.</summary>
    Older,

    /// <summary>It cannot say the configuration that runs.</summary>
    Schema,

    /// <summary>It does not fit.</summary>
    TooLarge,
}

/// <summary>A bundle that is not taken; <paramref name="hint"/> says what to do about it.</summary>
public sealed class BundleException(BundleFault fault, string message, string? hint = null, Exception? inner = null)
    : Exception(message, inner)
{
    public BundleFault Fault { get; } = fault;

    public string? Hint { get; } = hint;
}
