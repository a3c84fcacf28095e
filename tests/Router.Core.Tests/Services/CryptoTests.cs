using System.Text;
using Router.Core.Crypto;

namespace Router.Core.Tests.Services;

public class CryptoTests
{
    /// <summary>RFC 1320, section A.5.</summary>
    [Theory]
    [InlineData("", "31d6cfe0d16ae931b73c59d7e0c089c0")]
    [InlineData("a", "bde52cb31de33e46245e05fbdbd6fb24")]
    [InlineData("abc", "a448017aaf21d8525fc10ae87aa6729d")]
    [InlineData("message digest", "d9130a8164549fe818874806e1c7014b")]
    [InlineData("abcdefghijklmnopqrstuvwxyz", "d79e1c308aa5bbcdeea8ed63df412da9")]
    [InlineData("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", "043f8582f241db351ce627e153e7f0e4")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345678901234567890", "e33b4ddc9c38f2199c3e7b164fcc0536")]
    public void Md4_OfTheRfcsTestSuite_IsTheRfcsDigest(string text, string digest) =>
        Assert.Equal(digest, Convert.ToHexStringLower(Md4.Hash(Encoding.ASCII.GetBytes(text))));

    [Fact]
    public void NtHash_OfAKnownPassword_IsTheKnownHash() => Assert.Equal("8846F7EAEE8FB117AD06BDD830B7586C", NtHash.Of("password"));

    /// <summary>As `openssl passwd -6 -salt SALT PASSWORD` gives them.</summary>
    [Theory]
    [InlineData(
        "Hello world!",
        "saltstring",
        "$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1")]
    [InlineData(
        "a longer password, more than sixty-four bytes long, to go round the digest twice",
        "abcdefgh",
        "$6$abcdefgh$jS1yHPYpmmA75OFIbP10sO4L.WWXKwZOwwEBtT7m7HJdbSTOx8d7c29JZU85RbWhXQJWBtgNOCnmdpjgaMZn2.")]
    public void Sha512Crypt_OfAPassword_IsWhatOpensslGives(string password, string salt, string hash) =>
        Assert.Equal(hash, Sha512Crypt.Hash(password, salt));
}
