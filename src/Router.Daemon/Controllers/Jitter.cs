using System.Security.Cryptography;

namespace Router.Daemon.Controllers;

/// <summary>Keeps many devices from asking at the same moment.</summary>
internal static class Jitter
{
    private const int Steps = 1000;

    /// <summary>Between three and five quarters of it.</summary>
    public static TimeSpan Of(TimeSpan time) => time * (0.75 + (0.5 * RandomNumberGenerator.GetInt32(Steps) / Steps));
}
