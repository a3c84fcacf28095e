using System.Security.Cryptography;
using Router.Controller.Devices;
using Router.Controller.Operators;
using Router.Controller.Storage;

namespace Router.Controller.Tests;

/// <summary>Where things are kept, and that they are sealed there.</summary>
public class StoragePlaceTests
{
    [Theory]
    [InlineData(
        "postgres://anna:p%40ss@db.example:5433/fleet?sslmode=verify-full",
        "Host=db.example;Port=5433;Database=fleet;Username=anna;Password=p@ss;SSL Mode=VerifyFull")]
    [InlineData("postgresql://anna@localhost/fleet?host=/run/postgresql", "Host=/run/postgresql;Port=5432;Database=fleet;Username=anna")]
    public void Parse_UrlOfPostgres_IsWhatNpgsqlTakes(string url, string connection) =>
        Assert.Equal(connection, Assert.IsType<StoragePlace.Postgres>(StoragePlace.Parse(url)).Connection);

    [Theory]
    [InlineData("disk")]
    [InlineData("file:")]
    [InlineData("mysql://localhost/fleet")]
    [InlineData("postgres://localhost")]
    [InlineData("postgres://localhost/fleet?target=primary")]
    public void Parse_AnythingElse_IsRefused(string text) => Assert.Throws<FormatException>(() => StoragePlace.Parse(text));

    [Fact]
    public void State_ComesBackWithItsKey_AndWithNothingElse()
    {
        var key = RandomNumberGenerator.GetBytes(32);
        var states = new SealedStates(key);
        var kept = states.Serialize(new OperatorState { Name = "eva", Thumbprint = "ab", Roles = OperatorRoles.Push });
        var back = states.Deserialize<OperatorState>(kept);
        Assert.Equal(("eva", "ab", OperatorRoles.Push), (back.Name, back.Thumbprint, back.Roles));

        var others = new SealedStates(RandomNumberGenerator.GetBytes(32));
        Assert.ThrowsAny<CryptographicException>(() => others.Deserialize<OperatorState>(kept));
        Assert.ThrowsAny<CryptographicException>(() => states.Deserialize<DeviceState>(kept));
        var changed = kept.ToArray();
        changed[^1] ^= 1;
        Assert.ThrowsAny<CryptographicException>(() => states.Deserialize<OperatorState>(new BinaryData(changed)));
        Assert.ThrowsAny<CryptographicException>(() => states.Deserialize<OperatorState>(new BinaryData(kept.ToArray()[..10])));
    }
}
