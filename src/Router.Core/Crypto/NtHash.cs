using System.Text;

namespace Router.Core.Crypto;

/// <summary>The password hash of SMB (MS-NLMP 3.3.1): MD4 of the password in UTF-16LE.</summary>
internal static class NtHash
{
    /// <summary>32 upper-case hexadecimal digits.</summary>
    public static string Of(string password) => Convert.ToHexString(Md4.Hash(Encoding.Unicode.GetBytes(password)));
}
