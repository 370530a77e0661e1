using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace Camp.Service.Auth;

// Lesson 13-users explains this, lesson 03-middleware where in the pipeline it stands.
internal static class SignIn
{
    public static void AddSignIn(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Passwords>();
        builder.Services.AddSingleton<PasswordStore>();
        builder.Services.AddSingleton<Tokens>();
        builder.Services.AddAuthorization();
        builder.Services.AddWebEncoders();
        builder.Services.AddAuthenticationCore(options => options.DefaultScheme = JwtBearerDefaults.AuthenticationScheme);

        // AddAuthentication().AddJwtBearer() would bring the keys of cookies too, and write them to the home folder.
        new AuthenticationBuilder(builder.Services)
            .AddScheme<JwtBearerOptions, JwtBearerHandler>(JwtBearerDefaults.AuthenticationScheme, configureOptions: null);
        builder.Services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<Tokens>((bearer, tokens) =>
            {
                // Claims keep the names that they have in the token, and nobody asks for the token again.
                bearer.MapInboundClaims = false;
                bearer.SaveToken = false;
                bearer.TokenValidationParameters = tokens.Rules;
            });
    }
}
