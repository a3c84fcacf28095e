namespace Router.Bundles;

/// <summary>What to do about a bundle that is not taken.</summary>
internal static class BundleHints
{
    public const string Again = "copy it again from where it was made";

    public const string BuildAgain = "build the image again, and a bundle of it";
}
