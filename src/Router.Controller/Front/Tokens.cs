using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Router.Api.Controllers;

namespace Router.Controller.Front;

/// <summary>Tokens that let a device in once.</summary>
internal static class Tokens
{
    public static readonly TimeSpan Life = TimeSpan.FromDays(7);

    private const int SecretBytes = 32;

    public static string New(string device) =>
        $"{EnrolmentToken.Prefix}{device}:{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes))}";

    /// <summary>What is kept of one.</summary>
    public static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token.Trim())));
}
